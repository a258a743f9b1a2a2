"""The composition root: the only place that names concrete classes."""

from bot.app.asking import ask
from bot.app.checking import check
from bot.app.manifest import http_manifest, listening_manifest, manifest
from bot.app.patience import USUAL, Patience
from bot.app.serving import collect_seldom, serve
from bot.app.telling import preview, tell

__all__ = [
    "USUAL",
    "Patience",
    "ask",
    "check",
    "collect_seldom",
    "http_manifest",
    "listening_manifest",
    "manifest",
    "preview",
    "serve",
    "tell",
]
