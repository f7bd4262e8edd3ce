"""Puts a certificate on the one card that a PKCS#11 library knows: `card.py LIBRARY PIN CERTIFICATE`."""

import sys
from pathlib import Path

import pkcs11
from pkcs11 import Attribute
from pkcs11.util.x509 import decode_x509_certificate


def main(library: str, pin: str, certificate: str) -> None:
    slots = pkcs11.lib(library).get_slots(token_present=True)
    token = next(
        each for each in (slot.get_token() for slot in slots) if each.flags & pkcs11.TokenFlag.TOKEN_INITIALIZED
    )
    values = decode_x509_certificate(Path(certificate).read_bytes())
    values |= {Attribute.TOKEN: True, Attribute.ID: bytes.fromhex("a1"), Attribute.LABEL: "町長"}
    with token.open(rw=True, user_pin=pin) as session:
        session.create_object(values)


if __name__ == "__main__":
    main(*sys.argv[1:])
