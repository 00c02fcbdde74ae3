"""What a hostile submission tries; each function is one attempt, run in a locked-in child.

Each names how it must end: an exception's name, or a signal, or the zygote's watch.
"""

import ctypes
import errno
import fcntl
import json
import mmap
import os
import platform
import resource
import signal
import socket
import subprocess
import tempfile
import threading
import time

ATTEMPTS = {}
"""Name to (function, accepted ends)."""

DENIED = "PermissionError"
_ARM = platform.machine() == "aarch64"


def must_end_in(*ends):
    """Register an attempt with the ends that count as held."""

    def register(function):
        ATTEMPTS[function.__name__] = (function, frozenset(ends))
        return function

    return register


def run(sock, arg):
    """Entry of the child: make one attempt and tell how it ended, if one lives to tell."""
    try:
        end = f"succeeded: {ATTEMPTS[arg['attempt']][0](arg)!r}"
    except BaseException as error:
        end = type(error).__name__
    sock.sendall(json.dumps(end).encode())


def syscall(x86: int, arm: int, *args) -> int:
    """One system call by number, as code that has only ctypes would make it."""
    libc = ctypes.CDLL(None, use_errno=True)
    words = [argument if isinstance(argument, bytes) else ctypes.c_long(argument) for argument in args]
    result = libc.syscall(ctypes.c_long(arm if _ARM else x86), *words)
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


# Files -------------------------------------------------------------------------------------------------

HIDDEN = (DENIED, "FileNotFoundError")
READ_ONLY = (DENIED, "FileNotFoundError", "OSError")


@must_end_in(*HIDDEN)
def read_a_file_outside(arg):
    return open(arg["secret"]).read()


@must_end_in(*HIDDEN)
def read_the_accounts(arg):
    return open("/etc/passwd").read()


@must_end_in(*HIDDEN)
def list_the_root_folder(arg):
    return os.listdir("/")


@must_end_in(*HIDDEN)
def list_the_folder_of_all_scratch_folders(arg):
    return os.listdir("..")


@must_end_in(*HIDDEN)
def list_processes(arg):
    return os.listdir("/proc")


@must_end_in(*HIDDEN)
def read_the_parents_environment(arg):
    return open(f"/proc/{os.getppid()}/environ", "rb").read()


@must_end_in(*HIDDEN)
def read_own_memory_map(arg):
    return open("/proc/self/maps").read()


@must_end_in(*HIDDEN)
def write_a_file_outside(arg):
    open(os.path.join(arg["outside"], "new"), "w").write("x")


@must_end_in(*READ_ONLY)
def write_into_the_library(arg):
    open(os.path.join(os.path.dirname(os.__file__), "new.py"), "w").write("x")


@must_end_in(*READ_ONLY)
def change_a_library_file(arg):
    open(os.__file__, "a").write("x")


@must_end_in(*HIDDEN)
def empty_a_file_outside(arg):
    os.truncate(arg["secret"], 0)


@must_end_in(*HIDDEN, "OSError")
def rename_a_file_from_outside(arg):
    os.rename(arg["secret"], "mine")


@must_end_in(*HIDDEN)
def delete_a_file_outside(arg):
    os.unlink(arg["secret"])


NOT_DONE = "succeeded: None"
"""The call says yes and does nothing; the test looks at the file afterwards."""


@must_end_in(NOT_DONE)
def change_permissions_outside(arg):
    os.chmod(arg["secret"], 0o777)


@must_end_in("succeeded: 'not done'")
def lock_a_file_that_all_may_read(arg):
    for _ in range(2):  # the second fails where the first is done
        fcntl.flock(os.open(os.__file__, os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB)
    return "not done"


@must_end_in(DENIED)
def measure_the_machines_memory(arg):
    syscall(99, 179, ctypes.create_string_buffer(512).raw)  # sysinfo


@must_end_in(DENIED)
def measure_the_disk(arg):
    os.statvfs("/")


@must_end_in(NOT_DONE)
def change_permissions_through_a_descriptor(arg):
    os.fchmod(os.open(os.__file__, os.O_RDONLY), 0)


@must_end_in(NOT_DONE)
def change_times_outside(arg):
    os.utime(arg["secret"], (0, 0))


@must_end_in(DENIED)
def change_the_owner(arg):
    os.chown(arg["secret"], os.getuid(), os.getgid())


@must_end_in(DENIED)
def set_an_extended_attribute(arg):
    os.setxattr(arg["secret"], "user.note", b"x")


@must_end_in(DENIED)
def make_a_symbolic_link(arg):
    os.symlink(arg["secret"], "link")


@must_end_in(DENIED)
def make_a_hard_link(arg):
    os.link(os.__file__, "link")


@must_end_in(DENIED)
def make_a_device(arg):
    os.mknod("disk", 0o600 | 0o060000, os.makedev(8, 0))


@must_end_in(DENIED)
def make_a_named_pipe(arg):
    os.mkfifo("pipe")


@must_end_in(DENIED)
def change_the_root(arg):
    os.chroot(".")


@must_end_in(DENIED)
def watch_files(arg):
    syscall(294, 26, 0)  # inotify_init1


@must_end_in(DENIED)
def open_by_handle(arg):
    syscall(304, 265, -100, b"\0" * 32, 0)


# Network -----------------------------------------------------------------------------------------------


@must_end_in(DENIED)
def connect_by_tcp(arg):
    socket.create_connection(("127.0.0.1", arg["port"]), timeout=2)


@must_end_in(DENIED)
def connect_by_tcp_over_ipv6(arg):
    socket.socket(socket.AF_INET6, socket.SOCK_STREAM)


@must_end_in(DENIED)
def connect_by_multipath_tcp(arg):
    socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262)


@must_end_in(DENIED)
def send_by_udp(arg):
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", arg["port"]))


@must_end_in(DENIED)
def open_a_raw_socket(arg):
    socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)


@must_end_in(DENIED)
def connect_to_a_local_socket(arg):
    socket.socket(socket.AF_UNIX).connect(arg["unix"])


@must_end_in(DENIED)
def open_netlink(arg):
    socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)


@must_end_in(DENIED)
def open_vsock(arg):
    socket.socket(40, socket.SOCK_STREAM)


@must_end_in(DENIED)
def open_the_kernels_cipher_socket(arg):
    socket.socket(38, socket.SOCK_SEQPACKET)


@must_end_in(DENIED)
def reconnect_a_datagram_pair(arg):
    left, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    left.connect(arg["unix"])


@must_end_in(DENIED)
def send_to_an_address_through_a_pair(arg):
    left, _ = socket.socketpair()
    left.sendto(b"x", arg["unix"])


@must_end_in(DENIED)
def send_a_descriptor(arg):
    left, _ = socket.socketpair()
    socket.send_fds(left, [b"x"], [left.fileno()])


@must_end_in(DENIED)
def listen_on_a_pair(arg):
    left, _ = socket.socketpair()
    left.listen()


# Processes ---------------------------------------------------------------------------------------------


@must_end_in(DENIED)
def fork(arg):
    return os.fork()


@must_end_in(DENIED)
def start_a_shell(arg):
    return subprocess.run(["/bin/sh", "-c", "id"], check=False)


@must_end_in(DENIED)
def spawn_a_program(arg):
    return os.posix_spawn("/usr/bin/env", ["env"], {})


@must_end_in(DENIED)
def become_another_program(arg):
    os.execv("/usr/bin/env", ["env"])


@must_end_in(DENIED)
def become_a_program_from_a_descriptor(arg):
    os.execve(os.open("/usr/bin/env", os.O_RDONLY), ["env"], {})


@must_end_in("OSError")
def clone_with_the_new_call(arg):
    try:
        syscall(435, 435, b"\0" * 88, 88)
    except OSError as error:
        assert error.errno == errno.ENOSYS
        raise


@must_end_in(DENIED)
def clone_into_a_new_user_namespace(arg):
    return syscall(56, 220, 0x10000000 | signal.SIGCHLD, 0, 0, 0, 0)


@must_end_in(DENIED)
def trace_the_parent(arg):
    syscall(101, 117, 16, os.getppid(), 0, 0)


@must_end_in(DENIED)
def let_the_parent_trace(arg):
    syscall(101, 117, 0, 0, 0, 0)


@must_end_in(DENIED)
def read_the_parents_memory(arg):
    syscall(310, 270, os.getppid(), 0, 0, 0, 0, 0)


@must_end_in(DENIED)
def kill_the_parent(arg):
    os.kill(os.getppid(), signal.SIGKILL)


@must_end_in(DENIED)
def signal_the_parent_softly(arg):
    os.kill(os.getppid(), 0)


@must_end_in(DENIED)
def kill_everyone(arg):
    os.kill(-1, signal.SIGKILL)


@must_end_in(DENIED)
def kill_another_group(arg):
    os.killpg(arg["victim"], signal.SIGKILL)


@must_end_in(DENIED)
def queue_a_signal(arg):
    syscall(129, 138, os.getppid(), signal.SIGKILL, b"\0" * 128)


@must_end_in(DENIED)
def signal_another_thread(arg):
    syscall(200, 130, arg["victim"], signal.SIGKILL)  # tkill


@must_end_in(DENIED)
def open_a_process(arg):
    os.pidfd_open(os.getppid())


@must_end_in(DENIED)
def have_signals_sent_to_the_parent(arg):
    reading, _ = os.pipe()
    fcntl.fcntl(reading, fcntl.F_SETOWN, os.getppid())


@must_end_in(DENIED)
def leave_the_session(arg):
    os.setsid()


@must_end_in(DENIED)
def outlive_the_parent(arg):
    syscall(157, 167, 1, 0, 0, 0, 0)  # prctl(PR_SET_PDEATHSIG, 0)


@must_end_in(DENIED)
def slow_the_parent_down(arg):
    os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)


@must_end_in(DENIED)
def pin_the_parent_to_a_processor(arg):
    os.sched_setaffinity(os.getppid(), {0})


@must_end_in(DENIED)
def change_the_parents_limits(arg):
    resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (1, 1))


# Powers ------------------------------------------------------------------------------------------------


@must_end_in(DENIED)
def become_root(arg):
    os.setresuid(0, 0, 0)


@must_end_in(DENIED)
def regain_capabilities(arg):
    header = (0x20080522).to_bytes(4, "little") + bytes(4)
    syscall(126, 91, header, b"\xff" * 24)


@must_end_in("ValueError")
def raise_a_limit(arg):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard + 1))


@must_end_in(DENIED)
def mount(arg):
    syscall(165, 40, b"tmpfs", b".", b"tmpfs", 0, 0)


@must_end_in(DENIED)
def unmount(arg):
    syscall(166, 39, b"/", 2)


@must_end_in(DENIED)
def mount_with_the_new_calls(arg):
    syscall(430, 430, b"tmpfs", 0)  # fsopen


@must_end_in(DENIED)
def make_a_user_namespace(arg):
    syscall(272, 97, 0x10000000)


@must_end_in(DENIED)
def enter_a_namespace(arg):
    syscall(308, 268, 0, 0)


@must_end_in(DENIED)
def add_a_key(arg):
    syscall(248, 217, b"user", b"name", b"value", 5, -3)


@must_end_in(DENIED)
def load_a_kernel_program(arg):
    syscall(321, 280, 0, b"\0" * 64, 64)  # bpf


@must_end_in(DENIED)
def count_events(arg):
    syscall(298, 241, b"\0" * 128, 0, -1, -1, 0)  # perf_event_open


@must_end_in(DENIED)
def handle_page_faults(arg):
    syscall(323, 282, 1)  # userfaultfd


@must_end_in(DENIED)
def make_an_io_ring(arg):
    syscall(425, 425, 1, b"\0" * 128)


@must_end_in(DENIED)
def make_a_memory_file(arg):
    os.memfd_create("program")


@must_end_in(DENIED)
def make_shared_memory(arg):
    syscall(29, 194, 0, 4096, 0o600)


@must_end_in(DENIED)
def make_a_message_queue(arg):
    syscall(68, 186, 0, 0o600)


@must_end_in(DENIED)
def make_semaphores(arg):
    syscall(64, 190, 0, 1, 0o600)


@must_end_in(DENIED)
def change_personality(arg):
    syscall(135, 92, 0x0040000)


@must_end_in(DENIED)
def install_a_filter(arg):
    syscall(317, 277, 1, 0, b"\0" * 16)


@must_end_in(DENIED)
def type_into_a_terminal(arg):
    fcntl.ioctl(0, 0x5412, b"x")  # TIOCSTI


@must_end_in(DENIED)
def read_the_kernel_log(arg):
    syscall(103, 116, 3, b"\0" * 4096, 4096)


@must_end_in("OSError")
def make_a_call_that_no_kernel_has(arg):
    syscall(5000, 5000)


if not _ARM:

    @must_end_in(f"signal {signal.SIGSYS}")
    def call_through_the_x32_interface(arg):
        return syscall(0x40000000 + 39, 0)

    @must_end_in(f"signal {signal.SIGSYS}")
    def call_through_the_i386_interface(arg):
        code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")  # mov eax, 20; int 0x80; ret
        address = ctypes.addressof(ctypes.c_char.from_buffer(code))
        return ctypes.CFUNCTYPE(ctypes.c_int)(address)()


# Resources ---------------------------------------------------------------------------------------------


@must_end_in("MemoryError")
def take_all_memory(arg):
    kept = []
    while True:
        kept.append(bytearray(16 << 20))


@must_end_in("OSError")
def take_all_memory_as_shared_mappings(arg):
    kept = []
    while True:
        kept.append(mmap.mmap(-1, 16 << 20))


@must_end_in("OSError", "watch scratch")
def fill_the_disk_with_one_file(arg):
    with open("big", "wb") as file:
        while True:
            file.write(b"\1" * (1 << 20))


@must_end_in("OSError", "watch scratch")
def fill_the_disk_with_many_files(arg):
    for number in range(1_000_000):
        with open(f"{number}", "wb") as file:
            file.write(b"\1" * (1 << 19))
        time.sleep(0.001)


@must_end_in("OSError", "watch scratch")
def fill_the_disk_with_deleted_files(arg):
    kept = []
    for _ in range(20):
        kept.append(tempfile.TemporaryFile(dir="."))
        kept[-1].write(b"\1" * (4 << 20))
        time.sleep(0.02)
    time.sleep(1)


@must_end_in("OSError", "watch scratch")
def make_a_million_empty_files(arg):
    for number in range(1_000_000):
        open(f"{number}", "w").close()


@must_end_in("OSError", "watch scratch")
def nest_folders_without_end(arg):
    for _ in range(100_000):
        os.mkdir("d")
        os.chdir("d")


@must_end_in("OSError")
def open_descriptors_without_end(arg):
    kept = []
    while True:
        kept.append(os.dup(0))


@must_end_in(f"signal {signal.SIGXCPU}")
def compute_without_end(arg):
    while True:
        pass


@must_end_in(f"signal {signal.SIGKILL}")
def compute_without_end_and_ignore_the_signal(arg):
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    while True:
        pass


@must_end_in("RuntimeError", "watch threads")
def start_threads_without_end(arg):
    threading.stack_size(64 * 1024)
    for _ in range(300):
        threading.Thread(target=time.sleep, args=(5,), daemon=True).start()
    time.sleep(1)


@must_end_in(f"signal {signal.SIGSEGV}")
def crash(arg):
    ctypes.string_at(0)
