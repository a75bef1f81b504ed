"""Makes the files of repositories from their facts: the same facts give the same bytes and commit ids."""
