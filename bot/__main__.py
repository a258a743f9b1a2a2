"""`python -m bot` is `runwatch`."""

from bot.cli import main

if __name__ == "__main__":
    main()
