#!/usr/bin/env python3
"""Gradients by SymPy and by Adjoint, in one run: how long each takes, and whether it is right.

Adjoint's time is that of reading, differentiating and certifying, warm, in a notebook's session; SymPy's is that of diff alone, warm, for expressions that are built already.
Whether a gradient is right is asked of central differences at one random point. Usage: benchmarks/derivatives.py (needs SymPy)
"""
import json
import pathlib
import random
import subprocess
import time

import sympy
from sympy import MatrixSymbol, Trace, Determinant, log

ROOT = pathlib.Path(__file__).resolve().parent.parent
n = 3
A, B, X = (MatrixSymbol(name, n, n) for name in "ABX")
a, x = MatrixSymbol("a", n, 1), MatrixSymbol("x", n, 1)

# What SymPy's matrix expressions can say: Adjoint's text, SymPy's expression, the variable.
CASES = [
    ("tr(A*X)", Trace(A * X), X),
    ("tr(X'*X)", Trace(X.T * X), X),
    ("tr(A*X*B*X')", Trace(A * X * B * X.T), X),
    ("tr(inv(X)*A)", Trace(X.inverse() * A), X),
    ("x'*A*x", (x.T * A * x), x),
    ("a'*X*x", (a.T * X * x), X),
    ("a'*inv(X)*x", (a.T * X.inverse() * x), X),
    ("det(X)", Determinant(X), X),
    ("log(det(X))", log(Determinant(X)), X),
    ("tr(X^3)", Trace(X ** 3), X),
]


def median(times):
    return sorted(times)[len(times) // 2]


def sympy_gradient(expression, variable):
    def diff():
        # SymPy keeps what it has found in a cache: without it each call is a first one.
        sympy.core.cache.clear_cache()
        start = time.perf_counter()
        result = expression.diff(variable)
        return time.perf_counter() - start, result

    times = [diff()[0] for _ in range(9)]
    return median(times), diff()[1]


def is_right(expression, gradient, variable, values):
    def at(e, point):
        value = sympy.sympify(e).subs(point).doit()
        return value if isinstance(value, sympy.MatrixBase) else sympy.Matrix([[value]])

    h, numeric = 1e-4, sympy.zeros(*variable.shape)
    for i in range(variable.shape[0]):
        for j in range(variable.shape[1]):
            step = sympy.zeros(*variable.shape)
            step[i, j] = h
            numeric[i, j] = (at(expression, {**values, variable: values[variable] + step}) - at(expression, {**values, variable: values[variable] - step}))[0] / (2 * h)
    try:
        found = at(gradient, values).evalf()
    except (TypeError, ValueError, AttributeError, NotImplementedError):
        return None
    if found.shape != numeric.shape and found.T.shape != numeric.shape:
        return False
    found = found if found.shape == numeric.shape else found.T
    return max(abs(d) for d in found - numeric) < 1e-4


def adjoint_times():
    texts = json.dumps([[text, variable.name] for text, _, variable in CASES])
    code = f"""
foreach (var pair in System.Text.Json.JsonSerializer.Deserialize<string[][]>(@"{texts.replace('"', '""')}"))
{{
    var times = new List<double>();
    string first = "";
    for (var i = 0; i < 200; i++)
    {{
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        var derivative = MatrixDerivative.Of(pair[0], pair[1]);
        times.Add(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        first = derivative.Value.ToString();
    }}
    times.Sort();
    Console.WriteLine($"{{times[100]:0}}|{{first}}");
}}
"""
    out = subprocess.run([str(ROOT / "adjoint"), "eval", code], capture_output=True, text=True, check=True).stdout
    return [line.split("|", 1) for line in out.splitlines() if "|" in line]


def main():
    random.seed(1)
    values = {s: sympy.Matrix(*s.shape, lambda i, j: sympy.Float(random.gauss(0, 1)) + (2 if i == j else 0)) for s in (A, B, X, a, x)}
    print(f"SymPy {sympy.__version__}, Adjoint; medians, warm\n")
    print("| function | SymPy | SymPy's answer | Adjoint with certificate | Adjoint's answer |\n|---|---|---|---|---|")
    for (text, expression, variable), (micros, answer) in zip(CASES, adjoint_times()):
        seconds, gradient = sympy_gradient(expression, variable)
        right = is_right(expression, gradient, variable, values)
        verdict = "right" if right else "cannot be evaluated" if right is None else "wrong"
        print(f"| `{text}` | {seconds * 1e3:.2f} ms | `{str(gradient)[:60]}`, {verdict} | {float(micros) / 1e3:.2f} ms | `{answer}` |")


if __name__ == "__main__":
    main()
