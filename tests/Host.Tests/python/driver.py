"""Drives a kernel through jupyter_client: one JSON command per line on standard input, one JSON answer per line on standard output."""
import json
import os
import queue
import signal
import sys
import threading
import time

from jupyter_client.manager import KernelManager

manager = KernelManager(kernel_name=sys.argv[1])
client = None


def connect():
    global client
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)


def reply_to(message_id, get, timeout):
    deadline = time.monotonic() + timeout
    while True:
        message = get(timeout=max(0.01, deadline - time.monotonic()))
        if message["parent_header"].get("msg_id") == message_id:
            return message


def execute(command):
    timeout = command.get("timeout", 60)
    began = time.perf_counter()
    message_id = client.execute(
        command["code"],
        silent=command.get("silent", False),
        store_history=command.get("store_history", True),
        user_expressions=command.get("user_expressions", {}),
        allow_stdin=command.get("answer") is not None,
        stop_on_error=command.get("stop_on_error", True),
    )
    if "interrupt_after" in command:
        threading.Timer(command["interrupt_after"], manager.interrupt_kernel).start()
    if command.get("answer") is not None:
        request = client.get_stdin_msg(timeout=timeout)
        assert request["msg_type"] == "input_request", request["msg_type"]
        client.input(command["answer"])
    outputs = []
    while True:
        message = reply_to(message_id, client.get_iopub_msg, timeout)
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            break
        outputs.append({"type": message["msg_type"], "content": message["content"]})
    reply = reply_to(message_id, client.get_shell_msg, timeout)
    return {"outputs": outputs, "reply": reply["content"], "seconds": time.perf_counter() - began}


def burst(command):
    """Sends all cells at once, as a front end's Run All does."""
    ids = [client.execute(code) for code in command["codes"]]
    return {"statuses": [reply_to(i, client.get_shell_msg, 60)["content"]["status"] for i in ids]}


def ask(command):
    message_id = getattr(client, command["op"])(**command.get("arguments", {}))
    return {"reply": reply_to(message_id, client.get_shell_msg, 60)["content"]}


def control(command):
    message = client.session.msg(command["type"], command.get("content", {}))
    client.control_channel.send(message)
    return {"reply": reply_to(message["header"]["msg_id"], client.get_control_msg, 60)["content"]}


def raw(command):
    """Sends a shell message of any type, with any content; waits for idle."""
    message = client.session.msg(command["type"], command.get("content", {}))
    client.shell_channel.send(message)
    outputs = []
    while True:
        found = reply_to(message["header"]["msg_id"], client.get_iopub_msg, 60)
        if found["msg_type"] == "status" and found["content"]["execution_state"] == "idle":
            return {"outputs": outputs}
        outputs.append({"type": found["msg_type"], "content": found["content"]})


def late(command):
    """What is published while no request is under way."""
    outputs = []
    deadline = time.monotonic() + command["seconds"]
    while time.monotonic() < deadline:
        try:
            message = client.get_iopub_msg(timeout=max(0.01, deadline - time.monotonic()))
        except queue.Empty:
            break
        outputs.append({"type": message["msg_type"], "content": message["content"]})
    return {"outputs": outputs}


def forge(command):
    """Sends an execute_request signed with a wrong key."""
    key = client.session.key
    client.session.key = b"wrong"
    try:
        client.shell_channel.send(client.session.msg("execute_request", {"code": command["code"], "silent": False}))
    finally:
        client.session.key = key
    return {}


def kill(_):
    os.kill(manager.provisioner.process.pid, signal.SIGKILL)
    manager.provisioner.process.wait()
    client.stop_channels()
    manager.restart_kernel(now=True)
    connect()
    return {}


def sigint(_):
    os.kill(manager.provisioner.process.pid, signal.SIGINT)
    time.sleep(0.3)  # a signal is delivered in its own time, and must not meet the next cell
    return {}


def restart(_):
    manager.restart_kernel(now=False)
    client.wait_for_ready(timeout=60)
    return {}


def memory(_):
    with open(f"/proc/{manager.provisioner.process.pid}/status", encoding="utf-8") as status:
        return {"rss": next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))}


own = {"execute": execute, "late": late, "burst": burst, "control": control, "raw": raw, "forge": forge, "kill": kill, "restart": restart, "memory": memory, "sigint": sigint}
manager.start_kernel()
connect()
try:
    print(json.dumps({"pid": manager.provisioner.process.pid}), flush=True)
    for line in sys.stdin:
        command = json.loads(line)
        try:
            answer = own.get(command["op"], ask)(command)
        except Exception as failure:  # the boundary: the test sees what went wrong
            answer = {"failure": f"{type(failure).__name__}: {failure}"}
        print(json.dumps(answer), flush=True)
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=False)
