namespace Adjoint.Tests.Exercises;

/// <summary>Writes so many bytes, and then something happens.</summary>
internal sealed class BreakingStream(Stream inner, long room, Action happens) : Stream
{
    private long left = room;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        inner.Write(buffer[..(int)Math.Clamp(left, 0, buffer.Length)]);
        inner.Flush();
        left -= buffer.Length;
        if (left < 0)
        {
            happens();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
