"""The composition root: settings in, running parts out. Nothing else builds long-lived objects."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from aiohttp import ClientError
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters import clock, ics
from bot.adapters.editor import Editor
from bot.adapters.store.audit import Audit, Proposals
from bot.adapters.store.gaps import Gaps
from bot.adapters.store.watch import Watch
from bot.edges import Edges
from bot.errors import ConfigError
from bot.overview import Overview
from bot.reloading import Reloader
from bot.slack import failures, logs
from bot.slack.admin.desk import Desk
from bot.slack.endpoint import Endpoint
from bot.slack.guard import Guard
from bot.slack.listeners import admin, frist, kilder, knapper, paminnelse, samtale, skjema, varsel
from bot.slack.listeners.kode import Kode
from bot.slack.once import Once
from bot.slack.outbound import Hooks
from bot.web import feed, server
from bot.web.health import Health

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

    from starlette.applications import Starlette
    from starlette.types import Lifespan

    from bot.config import Settings
    from bot.house import House
    from bot.slack.edge import Current
    from bot.slack.rights import Rights

_TIMEOUT = 10
_REFUSED = {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}


def build_web(
    settings: Settings, house: House, now: Callable[[], datetime] = clock.now, *, commits: bool = True
) -> Starlette:
    """Return the whole HTTP application. With *commits* what admins change is kept in git, where there is one.

    Raises:
        ConfigError: no signing secret is set.
    """
    if not settings.signing_secrets:
        raise ConfigError("SLACK_SIGNING_SECRET is missing: without it no request can be known to be Slack's")
    edges = Edges(settings, house, now)
    desk = build_desk(settings, house, edges.lasting.rights, commits=commits)
    # On PostgreSQL there may be several of us, and a request that one has answered must be known to the others.
    once = Once(house.store.claim if house.store.database.shared else None)
    guard = Guard(Endpoint(build_bolt(settings, edges, desk)), settings.signing_secrets, now, once)
    calendar = feed.route(lambda: house.current.plan.arshjul, ics.feed, now)
    health = Health(house, Watch(house.store.database))
    return server.build(
        guard, [*health.routes(), calendar], _around(edges, desk, Reloader(house, settings.admin_channel or ""))
    )


def _around(edges: Edges, desk: Desk, reloader: Reloader) -> Lifespan[Starlette]:
    """Return what is around the running: edited files are taken up, and what has begun is finished before the end."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        with reloader.running():
            async with edges.lasting.filing.running(), edges.lasting.missed.running():
                yield
        await asyncio.to_thread(desk.editor.finish)

    return lifespan


def build_desk(settings: Settings, house: House, rights: Rights, *, commits: bool = True) -> Desk:
    """Return what the admins work with."""
    database = house.store.database
    audit, gaps = Audit(database), Gaps(database, settings.gap_days)
    editor = Editor(settings.knowledge, settings.schedules, audit, house.take_up, commits=commits)
    return Desk(
        rights=rights,
        editor=editor,
        audit=audit,
        proposals=Proposals(database),
        gaps=gaps,
        status=Overview(house, Watch(database), audit, editor, gaps),
    )


def build_bolt(settings: Settings, current: Current, desk: Desk) -> AsyncApp:
    """Return the Slack app with its listeners. The guard, or Socket Mode, has to stand in front of it."""
    app = _bolt(settings, current)
    for listeners in (frist, knapper, paminnelse, samtale):
        listeners.register(app, current)
    for listeners in (admin, kilder, skjema, varsel):
        listeners.register(app, current, desk)
    failures.register(app, Hooks(settings.slack_api_url))
    return app


def _bolt(settings: Settings, current: Current) -> AsyncApp:
    logger = logging.getLogger("kodevakt.slack")
    # Bolt's warnings hold parts of a body, and speak of a token that it finds in the environment and we do not use.
    logger.setLevel(logging.ERROR)
    return AsyncApp(
        logger=logger,
        name="kodevakt",
        client=build_client(settings),
        before_authorize=Kode(current),
        authorize=_OneWorkspace(settings.bot_token),
        process_before_response=True,
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )


def build_client(settings: Settings) -> AsyncWebClient:
    """Return a Web API client. It waits out a rate limit; any other retry could post twice."""
    return AsyncWebClient(
        base_url=settings.slack_api_url,
        timeout=_TIMEOUT,
        retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=2)],
    )


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


class _OneWorkspace(AsyncAuthorize):
    """Answers who we are without a call: the app is installed in one workspace, and has one token."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def __call__(self, *, enterprise_id: str | None, team_id: str | None, **_: Any) -> AuthorizeResult:
        """Return the same answer every time."""
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=self._token)
