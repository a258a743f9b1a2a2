"""How patient the connections to Slack are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """How long things take, in seconds.

    Attributes:
        ping_every: between two pings.
        silent_after: the age at which a pong counts no longer.
        hello_within: from asking for an address to Slack's hello, as a whole.
        steady_after: a connection that lasted so long did not fail.
        shortest_pause: after the first failure; doubled by each further one.
        longest_pause: however many failures there were.
        refused_pause: once Slack has refused the token.
        ack_within: how long Slack waits for an ack.
            https://docs.slack.dev/interactivity/handling-user-interaction
        closing: for the last acks to leave, and then for Slack to say goodbye.
    """

    ping_every: float = 10.0
    silent_after: float = 30.0
    hello_within: float = 15.0
    steady_after: float = 30.0
    shortest_pause: float = 1.0
    longest_pause: float = 30.0
    refused_pause: float = 300.0
    ack_within: float = 3.0
    closing: float = 0.5


USUAL = Timing()
