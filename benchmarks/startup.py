#!/usr/bin/python3
"""How long a learner waits: the kernel against ipykernel, through Debian's jupyter_client, taken in turn in the same run.

    ./adjoint kernel install && benchmarks/startup.py

Prints medians of 7: kernel_info and the first result from the start of the process, and the round trip of 1+1 at cell 500.
"""
import statistics
import time

from jupyter_client.manager import KernelManager

RUNS = 7
CELLS = 500


def reply(client, message_id):
    while True:
        message = client.get_shell_msg(timeout=60)
        if message["parent_header"].get("msg_id") == message_id:
            assert message["content"]["status"] == "ok", message["content"]
            return


def start(name):
    manager = KernelManager(kernel_name=name)
    began = time.perf_counter()
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    reply(client, client.kernel_info())
    known = time.perf_counter() - began
    reply(client, client.execute("1+1"))
    return manager, client, known, time.perf_counter() - began


def stop(manager, client):
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def milliseconds(values):
    return f"{1000 * statistics.median(values):6.0f} ms   ({', '.join(f'{1000 * v:.0f}' for v in values)})"


def main():
    kernels = ["adjoint", "python3"]
    for name in kernels:
        manager, client, _, _ = start(name)
        time.sleep(13 if name == "adjoint" else 0)  # the runtime writes its start-up profile after twelve seconds
        stop(manager, client)
    known = {name: [] for name in kernels}
    first = {name: [] for name in kernels}
    for _ in range(RUNS):
        for name in kernels:
            manager, client, info, result = start(name)
            known[name].append(info)
            first[name].append(result)
            stop(manager, client)
    for name in kernels:
        print(f"{name:8} kernel_info  {milliseconds(known[name])}")
        print(f"{name:8} first result {milliseconds(first[name])}")
    ratio = statistics.median(first["adjoint"]) / statistics.median(first["python3"])
    print(f"first result, adjoint / ipykernel: {ratio:.2f}")
    manager, client, _, _ = start("adjoint")
    times = []
    for _ in range(CELLS):
        began = time.perf_counter()
        reply(client, client.execute("1+1"))
        times.append(time.perf_counter() - began)
    with open(f"/proc/{manager.provisioner.process.pid}/status", encoding="utf-8") as status:
        memory = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    stop(manager, client)
    print(f"1+1 at cell {CELLS}: {1000 * statistics.median(times[-51:]):.1f} ms (median of the last 51); resident memory {memory // 1024} MB")


if __name__ == "__main__":
    main()
