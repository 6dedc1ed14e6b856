namespace Adjoint.Tensors;

/// <summary>How a training ended.</summary>
public enum TrainingOutcome
{
    /// <summary>It is going on.</summary>
    Running,

    /// <summary>All steps were done.</summary>
    Completed,

    /// <summary>The loss did not get better for as long as patience lasted.</summary>
    StoppedEarly,

    /// <summary>A loss or a gradient was NaN or infinite.</summary>
    NotFinite,

    /// <summary>The cell was interrupted.</summary>
    Interrupted,
}
