using Xunit;

namespace Adjoint.Tests.Formatters;

/// <summary>Tests that look at, or change, what is registered with Formatter, which is one per process: none of them runs beside another test.</summary>
[CollectionDefinition(nameof(FormatterState), DisableParallelization = true)]
public static class FormatterState;
