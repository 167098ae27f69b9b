"""The house rules: each takes the tree, path by path, and tells what is wrong with it, one sentence a fault."""
