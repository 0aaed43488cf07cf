"""Starts a process for each line it reads, to be killed: what a worker does for the timetable, without its slow start."""

import os
import sys

import django


def main() -> None:
    django.setup()
    from listings.alerting import planning, sending

    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            planning.plan()
            sending.send()
            os._exit(0)
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
