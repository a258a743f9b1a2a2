"""What people cannot do in Slack, whatever the bot says."""


class ImpossibleError(ValueError):
    """Slack would not let this person do this."""
