"""What the user of this program has decided for all negotiations: which models are used, and which language model is
asked, where, and with which key.

A negotiation may come from anybody, so nothing of this is ever read from one. Owned here: where the file is, its form,
what flags and environment variables say instead, and for which server the key is. It connects to nothing.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NamedTuple
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr

from positions import yamlfiles
from positions.errors import FileFaults, InputError, PositionsError, UsageError
from positions.model import Model, Text

FILE = "config.yaml"
_OTHERS = 0o077
"""The rights of everybody but the owner."""
_KEY = re.compile(r"\bkey\W+(.+)")
_DEFAULT_PORTS = {"http": 80, "https": 443}


class EngineWish(StrEnum):
    """An engine that reads articles."""

    NETWORK = "network"
    RULES = "rules"
    LLM = "llm"
    BOTH = "both"


class OutputMode(StrEnum):
    """How a server is made to answer in the asked form."""

    SCHEMA = "schema"
    """It constrains what the model writes to a JSON Schema."""
    PROMPT = "prompt"
    """It can't: the form is described to the model."""


Temperature = Annotated[
    Annotated[float, Field(ge=0, le=2)] | None, BeforeValidator(lambda value: None if value == "none" else value)
]


class LlmSettings(Model):
    """The `llm:` part of the file."""

    server: Text | None = Field(default=None, description="URL of an OpenAI-compatible server, up to its /v1")
    model: Text | None = Field(default=None, description="the model's name, as the server lists it")
    key: SecretStr | None = Field(default=None, description="goes to the `server` above and to no other")
    output: OutputMode = OutputMode.SCHEMA
    temperature: Temperature = Field(default=0.0, description="`none` for hosted models that take none")
    requests: int = Field(default=4, ge=1, le=64, description="under way at the same time")
    timeout: float = Field(default=180.0, gt=0, le=3600, description="seconds for one answer")
    chunk: int = Field(default=6000, ge=500, le=100_000, description="characters of an article sent at a time")
    tokens: int = Field(default=3000, ge=200, le=100_000, description="the longest answer")


class UserConfig(Model):
    """The whole file."""

    engine: EngineWish | None = Field(
        default=None, description="reads where neither a flag nor negotiation.yaml says which"
    )
    embedding: Text | None = Field(
        default=None, description="a sentence-transformers model, by folder or name, in place of the packaged one"
    )
    contradiction: Text | None = Field(
        default=None, description="a language-inference CrossEncoder, by folder or name: it sharpens who opposes whom"
    )
    llm: LlmSettings = LlmSettings()


class Origin(NamedTuple):
    """What a key is bound to."""

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        usual = _DEFAULT_PORTS.get(self.scheme) == self.port
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if usual else f":{self.port}")

    @property
    def is_loopback(self) -> bool:
        """Is it this machine, by its name? What `localhost` resolves to is looked at when it is connected to."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


class Llm(NamedTuple):
    """A language model to be asked, all told. Its `repr` shows no key."""

    url: str
    model: str
    key: SecretStr | None
    """For this URL's origin alone."""
    settings: LlmSettings
    notes: tuple[str, ...] = ()
    """What the user should be told of: a key that is not sent, a file that others can read."""

    @property
    def origin(self) -> Origin:
        """Scheme, host and port."""
        return origin_of(self.url)


def path() -> Path:
    """Where the file is, or would be: `POSITIONS_CONFIG`, else the system's folder for settings (XDG, APPDATA)."""
    named = os.environ.get("POSITIONS_CONFIG")
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("positions", appauthor=False) / FILE


def load() -> UserConfig:
    """What the file says; nothing when there is none. Raises InputError, and FileFaults with every fault in it."""
    where = path()
    if not where.exists():
        return UserConfig()
    try:
        return yamlfiles.load(where, UserConfig)
    except FileFaults as faults:
        raise FileFaults([_without_key(fault, where) for fault in faults.faults]) from None


def _without_key(fault: PositionsError, where: Path) -> PositionsError:
    """A fault of the file that does not quote the key, whatever is wrong in its line."""
    text = where.read_text(encoding="utf-8", errors="replace")
    secret = {word for value in _KEY.findall(text) for word in re.split(r"[\s\"':,{}\[\]&*]+", value) if len(word) > 2}
    hide = re.compile("|".join(map(re.escape, sorted(secret, key=len, reverse=True))) or r"(?!)")
    told = [None if words is None else hide.sub("…", words) for words in (fault.message, fault.hint)]
    return InputError(told[0] or "", hint=told[1], path=fault.path, line=fault.line, column=fault.column)


def origin_of(url: str) -> Origin:
    """The origin of a server's URL. Raises UsageError for what is none."""
    hint = "write it as http://127.0.0.1:11434/v1 or https://host/v1"
    try:
        parts = urlsplit(url)
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise UsageError(f"the server's URL is none: {error}", hint=hint) from None
    if parts.username is not None or parts.password is not None:
        raise UsageError("the server's URL has a name or a password in it", hint="write the key as `key:` in your file")
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or any(ord(char) <= 32 for char in url):
        raise UsageError(f"`{url[:100]}` is no URL of a server", hint=hint)
    if parts.query or parts.fragment:
        raise UsageError("the server's URL has a `?` or `#` in it", hint=hint)
    return Origin(parts.scheme, parts.hostname.rstrip(".").casefold(), port)


def llm(server: str | None = None, model: str | None = None, environ: Mapping[str, str] | None = None) -> Llm:
    """The model to ask: flags first, then POSITIONS_LLM_SERVER, POSITIONS_LLM_MODEL and POSITIONS_LLM_KEY, then the
    file.

    A key goes to the server that stands beside it: the file's to the file's server; the environment's to the
    environment's, else to the file's, else to the flag's. Raises UsageError where server or model are missing, or where
    a key would go unencrypted over a network.
    """
    environ = os.environ if environ is None else environ
    settings = load().llm
    env_server, env_model = environ.get("POSITIONS_LLM_SERVER") or None, environ.get("POSITIONS_LLM_MODEL") or None
    url = server or env_server or settings.server
    name = model or env_model or settings.model
    for what, found in (("server", url), ("model", name)):
        if not found:
            hint = f"give --{what}, or write `llm: {{{what}: …}}` into {path()}"
            raise UsageError(f"no {what} is configured for the language model", hint=hint)
    assert url is not None
    assert name is not None
    origin = origin_of(url)
    key, notes = _key_for(origin, url, env_server, environ.get("POSITIONS_LLM_KEY"), settings)
    if key is not None and origin.scheme == "http" and not origin.is_loopback:
        hint = "use https, or a tunnel: ssh -L 8000:localhost:8000 HOST, then http://127.0.0.1:8000/v1"
        raise UsageError(f"the key would go to {origin} unencrypted", hint=hint)
    return Llm(url.rstrip("/"), name, key, settings, (*notes, *_readable(settings)))


def _key_for(
    origin: Origin, url: str, env_server: str | None, env_key: str | None, settings: LlmSettings
) -> tuple[SecretStr | None, tuple[str, ...]]:
    """The key that may go to an origin, and what to say of one that may not."""
    beside = [(SecretStr(env_key), env_server or settings.server or url)] if env_key else []
    if settings.key is not None and settings.key.get_secret_value().strip():
        beside += [(settings.key, settings.server or "")]
    for key, its_server in beside:
        if its_server and origin_of(its_server) == origin:
            return SecretStr(key.get_secret_value().strip()), ()
    if not beside:
        return None, ()
    theirs = beside[0][1]
    where = f"your key is for {origin_of(theirs)}" if theirs else "your key stands beside no `server:`"
    return None, (f"{where} and is not sent to {origin}",)


def _readable(settings: LlmSettings) -> tuple[str, ...]:
    """A hint where other users of this machine can read the key."""
    where = path()
    if settings.key is None or os.name != "posix" or not where.stat().st_mode & _OTHERS:
        return ()
    return (f"others on this machine can read your key: chmod 600 {where}",)
