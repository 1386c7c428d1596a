"""The web page over the index that the settings name: `python app.py`."""

import sys

from scrutiny_rag.web.main import main

if __name__ == "__main__":
    sys.exit(main())
