"""What there is, each thing once: the kinds of document. Values only; who makes them looks them up here."""
