"""What an official asks for: one module for each command, and what these share; `conductor` knows the order of documents."""
