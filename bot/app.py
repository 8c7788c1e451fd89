"""The composition root: settings in, running parts out. Nothing else builds long-lived objects."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from aiohttp import ClientError
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters import clock, ics, knowledge, schedules
from bot.adapters.pictures import Pictures
from bot.adapters.store import Store
from bot.adapters.store.book import Book
from bot.adapters.store.marks import Marks
from bot.adapters.store.watch import Watch
from bot.domain import sendetid
from bot.domain.answers import Responder
from bot.domain.arshjul import Arshjulene
from bot.errors import ConfigError
from bot.reminding.tools import Basis
from bot.slack import failures, logs
from bot.slack.drawing import Drawing
from bot.slack.edge import Edge
from bot.slack.endpoint import Endpoint
from bot.slack.guard import Guard
from bot.slack.listeners import frist, knapper, paminnelse, samtale, varsel
from bot.slack.listeners.kode import Kode
from bot.slack.outbound import Hooks
from bot.slack.replies import Replies
from bot.web import feed, server
from bot.web.health import Health

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from starlette.applications import Starlette

    from bot.adapters.schedules import Schedules
    from bot.config import Settings
    from bot.domain.kanal import Kanal
    from bot.domain.model import Kunnskap
    from bot.slack.replies import Asker

_TIMEOUT = 10
_REFUSED = {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}


@dataclass(frozen=True, slots=True)
class House:
    """What the web side and the worker share. *basis* is what reminders are made of, *kanaler* among it."""

    kunnskap: Kunnskap
    plan: Schedules
    basis: Basis
    store: Store


def furnish(
    settings: Settings, *, kanaler: Iterable[Kanal] = (), clock_of_database: Callable[[], datetime] | None = None
) -> House:
    """Read the files and open the database. *kanaler* are channels of counties besides those in the file.

    Raises:
        ConfigError: the database cannot be opened.
        KnowledgeError: the YAML files have faults.
    """
    kunnskap, plan = load(settings)
    channels = {**plan.kanaler, **{kanal.id: kanal for kanal in kanaler}}
    return House(
        kunnskap, plan, Basis(plan.arshjul, channels, not plan.faults), open_store(settings, clock_of_database)
    )


def build_web(settings: Settings, house: House, now: Callable[[], datetime] = clock.now) -> Starlette:
    """Return the whole HTTP application.

    Raises:
        ConfigError: no signing secret is set.
    """
    if not settings.signing_secrets:
        raise ConfigError("SLACK_SIGNING_SECRET is missing: without it no request can be known to be Slack's")
    kunnskap, plan, channels = house.kunnskap, house.plan, house.basis.kanaler
    responder, drawing = parts(kunnskap, plan)
    bolt = build_bolt(settings, responder, house.store, drawing, now=now, kanaler=channels, arshjul=plan.arshjul)
    calendar = feed.route(plan.arshjul, ics.feed, now())
    guard = Guard(Endpoint(bolt), settings.signing_secrets, now)
    health = Health(kunnskap, Watch(house.store.database), reminds=bool(channels), faults=len(plan.faults))
    return server.build(guard, [*health.routes(), calendar], drawing.filing.running)


def load(settings: Settings) -> tuple[Kunnskap, Schedules]:
    """Return all that answers come from. A wheel with faults is told in the log, and the others are used.

    Raises:
        KnowledgeError: the files in ``knowledge/`` have faults.
    """
    kunnskap = knowledge.load(settings.knowledge)
    plan = schedules.read(settings.schedules, kunnskap.kilder)
    for fault in plan.faults:
        logs.log.error("schedules_fault", fault=str(fault))
    return kunnskap, plan


def build_bolt(  # noqa: PLR0913 - the last three are options
    settings: Settings,
    responder: Asker,
    store: Store,
    drawing: Drawing,
    *,
    now: Callable[[], datetime] = clock.now,
    kanaler: Mapping[str, Kanal] | None = None,
    arshjul: Arshjulene | None = None,
) -> AsyncApp:
    """Return the Slack app with its listeners. The guard, or Socket Mode, has to stand in front of it."""
    wheels = arshjul or Arshjulene(())
    edge = Edge(
        replies=Replies(responder),
        store=store,
        hooks=Hooks(settings.slack_api_url),
        drawing=drawing,
        marks=Marks(store.database),
        arshjul=wheels,
        calendar=partial(ics.single, wheels),
        retry=Book(store.database).retry,
        now=now,
        today=lambda: sendetid.day_of(now()),
        kanaler=kanaler or {},
        admin=settings.admin_channel or "",
    )
    app = _bolt(settings, edge)
    for listeners in (frist, knapper, paminnelse, samtale, varsel):
        listeners.register(app, edge)
    failures.register(app, edge.hooks)
    return app


def _bolt(settings: Settings, edge: Edge) -> AsyncApp:
    logger = logging.getLogger("kodevakt.slack")
    # Bolt reads the environment itself, and would warn that it does not use the token it finds there.
    logger.setLevel(logging.ERROR)
    app = AsyncApp(
        logger=logger,
        name="kodevakt",
        client=build_client(settings),
        before_authorize=Kode(edge),
        authorize=_OneWorkspace(settings.bot_token),
        process_before_response=True,
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    logger.setLevel(logging.WARNING)
    return app


def build_client(settings: Settings) -> AsyncWebClient:
    """Return a Web API client. It waits out a rate limit; any other retry could post twice."""
    return AsyncWebClient(
        base_url=settings.slack_api_url,
        timeout=_TIMEOUT,
        retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=2)],
    )


def open_store(settings: Settings, clock_of_database: Callable[[], datetime] | None = None) -> Store:
    """Return the database, its default folder made where it was missing."""
    if settings.own_folder:
        settings.own_folder.mkdir(parents=True, exist_ok=True)
    return Store(settings.database_url, clock_of_database)


async def check_token(settings: Settings) -> None:
    """Stop the start when Slack refuses the bot token. Slack being away is no reason to stop."""
    try:
        await build_client(settings).auth_test(token=settings.bot_token)
    except SlackApiError as error:
        if error.response.get("error") in _REFUSED:
            raise ConfigError(f"SLACK_BOT_TOKEN is refused by Slack: {error.response['error']}") from error
        logs.log.warning("token_not_checked", reason="slack_error")
    except (ClientError, TimeoutError) as error:
        logs.log.warning("token_not_checked", error=type(error).__name__)


def parts(kunnskap: Kunnskap, plan: Schedules) -> tuple[Responder, Drawing]:
    """Return what answers and what draws, from the same wheels."""
    frister = plan.frister(kunnskap)
    return Responder(kunnskap, frister), Drawing(Pictures(frister))


class _OneWorkspace(AsyncAuthorize):
    """Answers who we are without a call: the app is installed in one workspace, and has one token."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def __call__(self, *, enterprise_id: str | None, team_id: str | None, **_: Any) -> AuthorizeResult:
        """Return the same answer every time."""
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=self._token)
