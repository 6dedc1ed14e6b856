"""The protocol's own test suite, jupyter_kernel_test, with every sample filled in."""
import unittest

import jupyter_kernel_test


class AdjointTests(jupyter_kernel_test.KernelTests):
    kernel_name = "adjoint"
    language_name = "C#"
    file_extension = ".cs"
    code_hello_world = 'Console.WriteLine("hello, world")'
    code_stderr = 'Console.Error.WriteLine("to standard error")'
    completion_samples = [
        {"text": "Console.WriteL", "matches": {"WriteLine"}},
        {"text": "#!mat", "matches": {"#!matrix"}},
    ]
    complete_code_samples = ["1 + 1", "int F(int n) => n;", "#!lsmagic", "if (true) { }"]
    incomplete_code_samples = ["int F(int n) {", "if (true) {", "#!matrix"]
    invalid_code_samples = ["int = 5;", "#!nocommand"]
    code_generate_error = 'throw new InvalidOperationException("expected")'
    code_execute_result = [
        {"code": "1+2+3", "result": "6"},
        {"code": "string.Concat(Enumerable.Repeat(\"ab\", 2))", "result": "abab"},
    ]
    code_display_data = [
        {"code": 'display(ExactMatrix.Parse("1 2; 3 4"));', "mime": "text/latex"},
        {"code": "#!matrix 1 2; 3 4", "mime": "text/plain"},
    ]
    code_history_pattern = "1?2*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Console.WriteLine"
    code_clear_output = "clear_output()"


if __name__ == "__main__":
    unittest.main(verbosity=2)
