using TorchSharp;

namespace Adjoint.Tensors.Training;

/// <summary>One step of an optimizer on one loss.</summary>
internal sealed class OptimizerStep(torch.nn.Module model, torch.optim.Optimizer optimizer, Func<int, torch.Tensor> loss)
{
    /// <summary>Zero, loss, backward. The parameter is the first whose gradient is not finite.</summary>
    /// <exception cref="ArgumentException">The loss is no number, or depends on no parameter.</exception>
    public (double Loss, string? Faulty) Run(int i)
    {
        optimizer.zero_grad();
        var y = loss(i);
        var value = Number(y, $"the loss of step {i}");
        if (!y.requires_grad)
        {
            throw new ArgumentException($"The loss of step {i} depends on no parameter with a gradient: it must be computed from the module's output, without detach() or item().");
        }

        y.backward();
        return (value, Faulty());
    }

    /// <summary>The optimizer's step along the gradients.</summary>
    public void Update() => optimizer.step();

    /// <summary>A loss without gradients, in evaluation mode.</summary>
    public double Validate(Func<torch.Tensor> validation)
    {
        var wasTraining = model.training;
        using var reading = torch.no_grad();
        model.eval();
        try
        {
            return Number(validation(), "the validation loss");
        }
        finally
        {
            model.train(wasTraining);
        }
    }

    private static double Number(torch.Tensor? y, string what) => y is null or { IsInvalid: true }
        ? throw new ArgumentException($"A loss must be one number, and {what} is {(y is null ? "null" : "a tensor that is disposed")}.")
        : y.numel() == 1
        ? y.detach().to(torch.ScalarType.Float64).item<double>()
        : throw new ArgumentException($"A loss must be one number, and {what} has the shape {TensorHolding.Written(y.shape)}; mean() or sum() makes one.");

    // One number is read back for all parameters together; each alone only where that is not finite.
    private string? Faulty()
    {
        using var reading = torch.no_grad();
        torch.Tensor? sum = null;
        foreach (var parameter in model.parameters())
        {
            if (parameter.grad is { } gradient)
            {
                var own = gradient.sum().to(torch.ScalarType.Float64);
                sum = sum is null ? own : sum + own.to(sum.device);
            }
        }

        return sum is null || double.IsFinite(sum.item<double>()) ? null : model.named_parameters()
            .FirstOrDefault(p => p.parameter.grad is { } gradient && !gradient.isfinite().all().item<bool>()).name;
    }
}
