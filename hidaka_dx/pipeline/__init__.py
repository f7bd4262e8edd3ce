"""Use cases: one module for each command, and the modules they share; `conductor` defines the order of documents."""
