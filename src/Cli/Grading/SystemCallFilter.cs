using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Adjoint.Cli.Grading;

/// <summary>A seccomp filter: the system calls that would take memory which no limit counts, make namespaces, or look into other processes fail.</summary>
/// <remarks>A program of the classic Berkeley Packet Filter on <c>struct seccomp_data</c> (number at 0, architecture at 4, arguments from 16); see seccomp(2).</remarks>
internal static class SystemCallFilter
{
    private const ushort Load = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfAtLeast = 0x35;
    private const ushort JumpIfAnyBit = 0x45;
    private const ushort Return = 0x06;
    private const uint Allow = 0x7fff0000;
    private const uint Kill = 0x80000000;
    private const uint Fail = 0x00050000;
    private const uint NotPermitted = 1;
    private const uint NoSuchCall = 38;

    // The calls of the other 32-bit numbering on x86-64.
    private const uint OtherNumbering = 0x40000000;
    private const uint NewUserNamespace = 0x10000000;

    private static readonly Dictionary<Architecture, (uint Audit, uint Clone, uint Clone3, uint[] Denied)> Architectures = new()
    {
        // memfd_create, memfd_secret, shmget, semget, msgget, mq_open, unshare, setns, mount, ptrace, process_vm_readv, process_vm_writev, add_key, request_key, keyctl, bpf, perf_event_open, userfaultfd, io_uring_setup
        [Architecture.X64] = (0xc000003e, 56, 435, [319, 447, 29, 64, 68, 240, 272, 308, 165, 101, 310, 311, 248, 249, 250, 321, 298, 323, 425]),
        [Architecture.Arm64] = (0xc00000b7, 220, 435, [279, 447, 194, 190, 186, 180, 97, 268, 40, 117, 270, 271, 217, 218, 219, 280, 241, 282, 425]),
    };

    /// <summary>Whether there is a filter for this machine's processor.</summary>
    public static bool IsKnown => Architectures.ContainsKey(RuntimeInformation.ProcessArchitecture);

    /// <summary>The program, as bubblewrap reads it.</summary>
    public static byte[] Bytes()
    {
        var (audit, clone, clone3, denied) = Architectures[RuntimeInformation.ProcessArchitecture];
        List<(ushort Code, byte True, byte False, uint Operand)> program =
        [
            (Load, 0, 0, 4),
            (JumpIfEqual, 1, 0, audit),
            (Return, 0, 0, Kill),
            (Load, 0, 0, 0),
            (JumpIfAtLeast, 0, 1, OtherNumbering),
            (Return, 0, 0, Fail | NotPermitted),

            // Its flags lie in memory, which a filter cannot read; the C library then falls back to clone.
            (JumpIfEqual, 0, 1, clone3),
            (Return, 0, 0, Fail | NoSuchCall),
        ];
        foreach (var call in denied)
        {
            program.AddRange([(JumpIfEqual, 0, 1, call), (Return, 0, 0, Fail | NotPermitted)]);
        }

        program.AddRange(
        [
            (JumpIfEqual, 0, 3, clone),
            (Load, 0, 0, 16),
            (JumpIfAnyBit, 0, 1, NewUserNamespace),
            (Return, 0, 0, Fail | NotPermitted),
            (Return, 0, 0, Allow),
        ]);
        var bytes = new byte[8 * program.Count];
        for (var i = 0; i < program.Count; i++)
        {
            var at = bytes.AsSpan(8 * i);
            BinaryPrimitives.WriteUInt16LittleEndian(at, program[i].Code);
            (at[2], at[3]) = (program[i].True, program[i].False);
            BinaryPrimitives.WriteUInt32LittleEndian(at[4..], program[i].Operand);
        }

        return bytes;
    }
}
