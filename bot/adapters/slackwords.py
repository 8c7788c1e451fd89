"""Slack's words for why it did not post, and what each means for trying again.

Source: the table of errors in Slack's reference of chat.postMessage. A word that stands in no list is in doubt: it may
be new, and "some aspect of the operation" may have succeeded.
"""

from __future__ import annotations

AUTH = frozenset(
    "account_inactive invalid_auth not_authed token_expired token_revoked two_factor_setup_required".split()
)
"""The token is no good: nothing can be posted anywhere until there is another, and then everything can.

No single post is to blame, so none is given up: `auth.test` says the same before the next one is tried.
"""

PERMANENT = frozenset(
    "access_denied accesslimited agent_prompt_display_not_allowed app_access_restricted as_user_not_supported"
    " attachment_payload_limit_exceeded cannot_reply_to_message channel_not_found deprecated_endpoint"
    " duplicate_channel_not_found duplicate_message_not_found ekm_access_denied enterprise_is_restricted"
    " invalid_arg_name invalid_arguments invalid_array_arg invalid_blocks invalid_blocks_format invalid_charset"
    " invalid_form_data invalid_metadata_format invalid_metadata_schema invalid_post_type is_archived"
    " markdown_text_conflict messages_tab_disabled metadata_must_be_sent_from_app metadata_too_large"
    " method_deprecated missing_file_data missing_post_type missing_scope msg_blocks_too_long msg_too_long"
    " no_permission no_text not_allowed_token_type not_in_channel restricted_action"
    " restricted_action_non_threadable_channel restricted_action_read_only_channel restricted_action_thread_locked"
    " restricted_action_thread_only_channel send_on_behalf_not_allowed slack_connect_canvas_sharing_blocked"
    " slack_connect_file_link_sharing_blocked slack_connect_lists_sharing_blocked team_access_not_granted"
    " team_not_found too_many_attachments too_many_contact_cards unknown_method user_access_not_granted".split()
)
"""A no that stays until somebody acts."""

PASSING = frozenset(
    "message_limit_exceeded org_login_required rate_limited ratelimited request_timeout team_added_to_org".split()
)
"""A definite no that passes: too many messages, a workspace that is being moved, a request that came in half."""

DOUBTFUL = frozenset("draft_already_sent fatal_error internal_error service_unavailable".split())
"""It may be posted all the same. Any word that we do not know is treated alike."""

GONE = frozenset("message_not_found cant_update_message edit_window_closed channel_not_found is_archived".split())
"""What was posted can no longer be changed, so there is nothing to write anew."""
