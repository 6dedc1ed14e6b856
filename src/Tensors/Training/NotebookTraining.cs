using Adjoint.Extension;
using Adjoint.Tensors.Training;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>Training loops with a live chart: <c>var run = notebook.Train(model, optimizer, i => loss, steps: 500);</c></summary>
/// <remarks>
/// The chart is brought up to date at most four times a second where somebody watches; a notebook that is executed for its results shows the last one only. An interrupt ends the cell, and what
/// was reached stays: the weights, the chart, and the run as <c>Out</c>. Tensors that a step makes are disposed after it, so keep numbers of them, such as <c>loss.item&lt;float&gt;()</c>.
/// </remarks>
public static class NotebookTraining
{
    extension(INotebook notebook)
    {
        /// <summary>Minimises a loss: each step sets the gradients to zero, evaluates the loss, goes backward and lets the optimizer make its step.</summary>
        /// <param name="model">The module whose weights are learned. It is in training mode during steps and in evaluation mode during validation, and afterwards as before.</param>
        /// <param name="optimizer">Made for the module's parameters.</param>
        /// <param name="loss">The loss at step i, from 0: a tensor with one entry.</param>
        /// <param name="steps">The most steps.</param>
        /// <param name="validation">The loss on data that is not learned from, evaluated without gradients.</param>
        /// <param name="patience">Stops after so many validations, or, without any, so many steps, of which none was better; at the end the module gets the weights of the best.</param>
        /// <param name="minDelta">By how much a loss must be less than the best to be better.</param>
        /// <param name="validateEvery">The steps from one validation to the next; by default a hundredth of all.</param>
        /// <param name="label">What the work is.</param>
        /// <returns>The run. It has no tensors, so that there is nothing to dispose.</returns>
        /// <remarks>A loss or a gradient that is NaN or infinite ends the training before the optimizer's step; the run names the first such parameter.</remarks>
        /// <exception cref="ArgumentException">The loss has more than one entry or does not depend on a parameter, or a number is out of range.</exception>
        /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
        public TrainingRun Train(
            torch.nn.Module model, torch.optim.Optimizer optimizer, Func<int, torch.Tensor> loss, int steps,
            Func<torch.Tensor>? validation = null, int? patience = null, double minDelta = 0, int? validateEvery = null, string label = "training")
        {
            ArgumentNullException.ThrowIfNull(model);
            ArgumentNullException.ThrowIfNull(optimizer);
            ArgumentNullException.ThrowIfNull(loss);
            var step = new OptimizerStep(model, optimizer, loss);
            return new TrainingLoop(notebook, label, steps, validateEvery, patience, minDelta, TimeProvider.System)
            {
                Step = step.Run,
                Update = step.Update,
                Validation = validation is null ? null : () => step.Validate(validation),
                Model = model,
            }.Run();
        }

        /// <summary>Runs steps that the caller writes in full, update of the weights included: for an optimizer of one's own.</summary>
        /// <param name="steps">The most steps.</param>
        /// <param name="step">Makes step i, from 0, and returns its loss.</param>
        /// <param name="validation">The loss on data that is not learned from.</param>
        /// <param name="patience">Stops after so many validations, or, without any, so many steps, of which none was better.</param>
        /// <param name="minDelta">By how much a loss must be less than the best to be better.</param>
        /// <param name="validateEvery">The steps from one validation to the next; by default a hundredth of all.</param>
        /// <param name="model">With patience: the module that gets the weights of the best step at the end.</param>
        /// <param name="label">What the work is.</param>
        /// <returns>The run. It has no tensors, so that there is nothing to dispose.</returns>
        /// <exception cref="ArgumentException">A number is out of range.</exception>
        /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
        public TrainingRun Train(
            int steps, Func<int, double> step,
            Func<double>? validation = null, int? patience = null, double minDelta = 0, int? validateEvery = null, torch.nn.Module? model = null, string label = "training")
        {
            ArgumentNullException.ThrowIfNull(step);
            return new TrainingLoop(notebook, label, steps, validateEvery, patience, minDelta, TimeProvider.System)
            {
                Step = i => (step(i), null),
                StepUpdates = true,
                Validation = validation,
                Model = model,
            }.Run();
        }
    }
}
