"""`python -m hubdesk.localhub`."""

from hubdesk.localhub.server import main

if __name__ == "__main__":
    raise SystemExit(main())
