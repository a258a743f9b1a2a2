"""The simulated cloud in a process of its own. Prints its address."""

import asyncio
import sys

from bot.playground.cloud import SimulatedCloud


async def main(access_key: str, secret_key: str, project_id: str) -> None:
    async with SimulatedCloud(
        access_key=access_key, secret_key=secret_key, project_id=project_id
    ) as cloud:
        sys.stdout.write(f"{cloud.url}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
