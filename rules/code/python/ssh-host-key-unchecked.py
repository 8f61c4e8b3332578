import asyncssh
import paramiko
from paramiko import AutoAddPolicy, RejectPolicy, SSHClient
from paramiko.client import WarningPolicy


async def connect(host, policy):
    client = SSHClient()
    # ruleid: python.ssh-host-key-unchecked
    client.set_missing_host_key_policy(AutoAddPolicy())
    # ruleid: python.ssh-host-key-unchecked
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy)
    # ruleid: python.ssh-host-key-unchecked
    client.set_missing_host_key_policy(WarningPolicy())
    # ruleid: python.ssh-host-key-unchecked
    other = await asyncssh.connect(host, known_hosts=None)
    # ok: python.ssh-host-key-unchecked
    client.set_missing_host_key_policy(RejectPolicy())
    # ok: python.ssh-host-key-unchecked
    client.set_missing_host_key_policy(policy)
    # ok: python.ssh-host-key-unchecked
    client.load_system_host_keys()
    # ok: python.ssh-host-key-unchecked
    third = await asyncssh.connect(host, known_hosts="known_hosts")
    return other, third
