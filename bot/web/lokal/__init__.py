"""A workspace in the browser for trying the bot without Slack.

Only Slack's side is a stand-in: the bot is the real one, and gets the same signed HTTP requests
as from Slack.
"""
