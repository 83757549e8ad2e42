"""The commands of an installation: thin, over the engine. `khanton --help` lists them."""
