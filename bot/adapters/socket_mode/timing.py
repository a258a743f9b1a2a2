"""How patient the connections to Slack are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """How long things take, in seconds.

    Attributes:
        ping_every: between two pings.
        doubted_after: the age of the last pong at which a connection does not count
            as alive; one that comes late, or not at all, is no reason.
        silent_after: the age at which the connection is replaced.
        address_within: from asking for an address to the answer.
        hello_within: from asking for an address to Slack's hello, as a whole.
        steady_after: a connection that lasted so long did not fail.
        shortest_pause: after the first failure; doubled by each further one.
        longest_pause: however many openings failed.
        longest_gap: however many connections soon ended.
        longest_wait: of those that Slack asks for.
        refused_pause: once Slack has refused the token.
        read_on: how long a replaced connection is read unless Slack closes it, which
            it does about 10 seconds after it said so.
            https://docs.slack.dev/apis/events-api/using-socket-mode
        ack_within: how long Slack waits for an ack.
            https://docs.slack.dev/interactivity/handling-user-interaction
        closing: for the last acks to leave, and then for Slack to say goodbye.
    """

    ping_every: float = 5.0
    doubted_after: float = 15.0
    silent_after: float = 30.0
    address_within: float = 5.0
    hello_within: float = 15.0
    steady_after: float = 30.0
    shortest_pause: float = 1.0
    longest_pause: float = 30.0
    longest_gap: float = 5.0
    longest_wait: float = 60.0
    refused_pause: float = 300.0
    read_on: float = 12.0
    ack_within: float = 3.0
    closing: float = 0.5


USUAL = Timing()
