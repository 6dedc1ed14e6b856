namespace Adjoint.Extension;

/// <summary>A value that was shown, and can be replaced where it stands.</summary>
public interface IDisplayed
{
    /// <summary>Shows another value in the same place.</summary>
    void Update(object value);
}
