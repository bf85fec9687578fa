"""``make bench-peers``: the resolvers beside other systems, on their own cases and ours."""

from __future__ import annotations

from tests.peers import bench_times

if __name__ == "__main__":
    bench_times.main()
