"""Settings: a TOML file, and above it the environment."""

from bot.settings.model import CloudSettings, Settings
from bot.settings.reading import load, secrets_of

__all__ = ["CloudSettings", "Settings", "load", "secrets_of"]
