"""The way to the disk: how a town's files are read, which names files may have, and the only code that writes them."""
