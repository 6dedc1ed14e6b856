namespace Adjoint.Tests.Clients;

/// <summary>The kernel through a real client. Each test leaves the shared kernel able to run the next cell.</summary>
public sealed class KernelTests(KernelClient kernel) : IClassFixture<KernelClient>
{
    [Fact]
    public void Value_of_the_last_expression_is_the_result() => Assert.Equal("2", kernel.Execute("1 + 1").ResultText);

    [Fact]
    public void Variables_functions_and_types_stay_for_later_cells()
    {
        kernel.Execute("var kept = 20; int Twice(int n) => 2 * n; record Pair(int A, int B);");
        Assert.Equal("42", kernel.Execute("Twice(kept) + new Pair(1, 2).B").ResultText);
    }

    [Fact]
    public void Await_stands_at_top_level() => Assert.Equal("7", kernel.Execute("await Task.Delay(5); await Task.FromResult(7)").ResultText);

    [Fact]
    public void Statement_without_value_has_no_result()
    {
        Assert.Null(kernel.Execute("Console.Write(1)").Result);
        Assert.Null(kernel.Execute("var silent = 1;").Result);
        Assert.Equal("null", kernel.Execute("(string)null").ResultText);
    }

    [Fact]
    public void Bundle_of_a_matrix_is_latex_and_text()
    {
        var data = kernel.Execute("ExactMatrix.Parse(\"1 2; 3 4\").Inverse()").Result!;
        Assert.StartsWith(@"$\displaystyle \begin{bmatrix}", (string)data["text/latex"]!, StringComparison.Ordinal);
        Assert.Null(data["text/html"]);
        Assert.Equal("⎡ -2     1⎤\n⎣3/2  -1/2⎦", (string)data["text/plain"]!);
    }

    [Fact]
    public void Command_leaves_a_typed_variable_and_Out()
    {
        Assert.Equal("ok", kernel.Execute("#!matrix --as A --field F_7 1 2; 3 4").Status);
        Assert.Equal("ExactMatrix<Residue>", kernel.Execute("A.GetType().Name.Split('`')[0] + \"<\" + A[0, 0].GetType().Name + \">\"").ResultText);
        Assert.Equal("True", kernel.Execute("A * A.Inverse() == ExactMatrix.Identity(A.Field, 2)").ResultText);
        kernel.Execute("#!matrix 5 6; 7 8");
        Assert.Equal("5", kernel.Execute("Out[0, 0]").ResultText);
    }

    [Fact]
    public void Usings_of_MathNet_stand_beside_all_of_ours() => Assert.Equal(
        "3",
        kernel.Execute("using MathNet.Numerics; using MathNet.Numerics.LinearAlgebra.Double; DenseMatrix.OfArray(new double[,] { { 1, 2 }, { 0, 1 } }).RowSums()[0]").ResultText);

    [Fact]
    public void Text_is_streamed_while_the_cell_runs()
    {
        var cell = kernel.Execute("Console.WriteLine(\"out\"); Console.Error.WriteLine(\"err\"); Console.WriteLine(\"again\");");
        Assert.Equal("out\nagain\n", cell.Stdout);
        Assert.Equal("err\n", cell.Stderr);
        Assert.Equal(["out\n", "err\n", "again\n"], cell.Contents("stream").Select(c => (string)c["text"]!));
        Assert.Equal(2, kernel.Execute("Console.Write('a'); await Task.Delay(300); Console.Write('b');").Contents("stream").Count());
    }

    [Fact]
    public void Text_printed_after_the_cell_ended_arrives_under_it()
    {
        kernel.Execute("_ = Task.Run(async () => { await Task.Delay(200); Console.WriteLine(\"late\"); });");
        var later = kernel.Send(new { op = "late", seconds = 1.0 })["outputs"]!.AsArray();
        Assert.Contains(later, o => (string?)o!["type"] == "stream" && (string?)o["content"]!["text"] == "late\n");
    }

    [Fact]
    public void Display_is_updated_in_place()
    {
        var cell = kernel.Execute("var shown = display(1); shown.Update(2);");
        var (first, second) = (cell.Contents("display_data").Single(), cell.Contents("update_display_data").Single());
        Assert.Equal((string)first["transient"]!["display_id"]!, (string)second["transient"]!["display_id"]!);
        Assert.Equal(("1", "2"), ((string)first["data"]!["text/plain"]!, (string)second["data"]!["text/plain"]!));
    }

    [Fact]
    public void Compile_error_names_line_and_column_of_the_cell()
    {
        var cell = kernel.Execute("var fine = 1;\n\nfine + missing");
        Assert.Equal("error", cell.Status);
        Assert.Contains("(3,8): error CS0103", (string)cell.Error!["evalue"]!, StringComparison.Ordinal);
        Assert.Contains("    fine + missing\n           ^^^^^^^", cell.Trace, StringComparison.Ordinal);
        Assert.Equal("2", kernel.Execute("1 + 1").ResultText);
    }

    [Fact]
    public void Compile_error_below_a_command_still_names_the_line_of_the_cell() =>
        Assert.Contains("(3,1): error CS0103", (string)kernel.Execute("#!matrix 1 2\nvar n = 1;\nmissing").Error!["evalue"]!, StringComparison.Ordinal);

    [Fact]
    public void Exception_shows_the_frames_of_the_user_only()
    {
        var cell = kernel.Execute("int Boom(int n)\n{\n    return 1 / (n - n);\n}\nnew[] { 1 }.Select(Boom).ToArray()");
        Assert.Equal("System.DivideByZeroException", (string)cell.Error!["ename"]!);
        Assert.Matches(@"at Boom\(Int32 n\), cell \d+, line 3\n   at cell \d+, line 5$", cell.Trace);
        Assert.DoesNotContain("System.Linq", cell.Trace, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("for (;;) ;")]
    [InlineData("again: goto again;")]
    [InlineData("int Deep(int n) => n < 2 ? n : Deep(n - 1) + Deep(n - 2); Deep(80)")]
    [InlineData("while (true) { try { System.Threading.Thread.Sleep(1); } catch { } }")]
    [InlineData("System.Threading.Thread.Sleep(-1);")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("Task.Run(() => { while (true) { } }).Wait();")]
    [InlineData("lock (new object()) { new System.Threading.ManualResetEvent(false).WaitOne(); }")]
    [InlineData("while (true) Console.WriteLine(\"spam\");")]
    [InlineData("Enumerable.Range(0, int.MaxValue).Select(i => { return i % 7; }).Max()")]
    public void Interrupt_ends_the_cell_and_keeps_the_state(string code)
    {
        kernel.Execute("var survivor = 41;");
        var cell = kernel.Interrupt(code);
        Assert.Equal("Interrupted", (string)cell.Error!["ename"]!);
        Assert.True(cell.Seconds < 2.5, $"{cell.Seconds} s");
        Assert.Equal("42", kernel.Execute("survivor + 1").ResultText);
    }

    [Fact]
    public void Interrupt_of_an_idle_kernel_harms_nothing()
    {
        Assert.Equal("ok", (string)kernel.Send(new { op = "control", type = "interrupt_request" })["reply"]!["status"]!);
        kernel.Send(new { op = "sigint" });
        Assert.Equal("2", kernel.Execute("System.Threading.Thread.Sleep(100); 1 + 1").ResultText);
    }

    [Fact]
    public void Runaway_recursion_ends_the_cell_and_not_the_kernel()
    {
        Assert.Contains("too deep", (string)kernel.Execute("int Down(int n) => Down(n + 1) + 1; Down(0)").Error!["evalue"]!, StringComparison.Ordinal);
        Assert.Contains("too deep", (string)kernel.Execute("Func<int, int> f = null; f = n => f(n + 1) + 1; f(0)").Error!["evalue"]!, StringComparison.Ordinal);
        Assert.Equal("2", kernel.Execute("1 + 1").ResultText);
    }

    [Fact]
    public void Ten_megabytes_of_output_arrive_whole()
    {
        Assert.Equal(10_000_000, kernel.Execute("for (var i = 0; i < 1_000_000; i++) Console.Write(\"123456789\\n\");").Stdout.Length);
        Assert.Equal("2", kernel.Execute("1 + 1").ResultText);
    }

    [Fact]
    public void Exception_on_a_thread_of_its_own_does_not_end_the_kernel()
    {
        kernel.Execute("new System.Threading.Thread(() => throw new Exception(\"alone\")).Start(); System.Threading.Thread.Sleep(200);");
        Assert.Equal("2", kernel.Execute("1 + 1").ResultText);
    }

    [Fact]
    public void Killed_kernel_comes_back_empty()
    {
        kernel.Execute("var lost = 1;");
        kernel.Send(new { op = "kill" });
        Assert.Contains("CS0103", (string)kernel.Execute("lost").Error!["evalue"]!, StringComparison.Ordinal);
        Assert.Equal("2", kernel.Execute("1 + 1").ResultText);
    }

    [Fact]
    public void Restart_forgets_the_variables()
    {
        kernel.Execute("var before = 1;");
        kernel.Send(new { op = "restart" });
        Assert.Equal("error", kernel.Execute("before").Status);
        Assert.Equal("2", kernel.Execute("1 + 1").ResultText);
    }

    [Fact]
    public void Input_is_asked_of_the_front_end()
    {
        var cell = new KernelClient.Cell(kernel.Send(new { op = "execute", code = "Console.ReadLine() + \"!\"", answer = "typed ∂" }));
        Assert.Equal("typed ∂!", cell.ResultText);
        Assert.Contains("does not let a cell ask", (string)kernel.Execute("Console.ReadLine()").Error!["evalue"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Completion_knows_cells_and_commands()
    {
        kernel.Execute("var completed = ExactMatrix.Parse(\"1 2; 3 4\"); int Completable() => 1;");
        Assert.Contains("Inverse", Complete("completed.Inv"));
        Assert.Contains("Completable", Complete("Compl"));
        Assert.Contains("completed", Complete("var x = compl"));
        Assert.Contains("#!matrix", Complete("#!mat"));
        Assert.Contains("--field", Complete("#!matrix --fi"));

        // The cursor counts code points: the letter before it is outside the basic plane.
        var reply = kernel.Send(new { op = "complete", arguments = new { code = "\"𝔽\".Len", cursor_pos = 7 } })["reply"]!;
        Assert.Contains("Length", reply["matches"]!.AsArray().Select(m => (string)m!));
        Assert.Equal((4, 7), ((int)reply["cursor_start"]!, (int)reply["cursor_end"]!));
    }

    [Fact]
    public void Inspect_tells_signature_documentation_and_value()
    {
        kernel.Execute("var inspected = ExactMatrix.Parse(\"1 2; 3 4\");");
        Assert.Contains("⎣3  4⎦", Inspect("inspected.Trace()", 3), StringComparison.Ordinal);
        Assert.Contains("Inverse", Inspect("inspected.Inverse()", 14), StringComparison.Ordinal);
        Assert.Contains("A⁻¹", Inspect("inspected.Inverse()", 14), StringComparison.Ordinal);
        Assert.Contains("--field", Inspect("#!matrix 1 2", 5), StringComparison.Ordinal);
        Assert.False((bool)kernel.Send(new { op = "inspect", arguments = new { code = "  ", cursor_pos = 1 } })["reply"]!["found"]!);
    }

    [Fact]
    public void Completeness_has_three_answers()
    {
        string State(string code) => (string)kernel.Send(new { op = "is_complete", arguments = new { code } })["reply"]!["status"]!;
        Assert.Equal(["complete", "incomplete", "invalid"], new[] { "1 + 1", "int F() {", "int = 3;" }.Select(State));
    }

    [Fact]
    public void History_remembers_this_session()
    {
        kernel.Execute("\"remember me\"");
        var tail = kernel.Send(new { op = "history", arguments = new { hist_access_type = "tail", n = 1, output = true, raw = true } })["reply"]!["history"]!.AsArray();
        Assert.Equal("\"remember me\"", (string)tail[0]![2]![0]!);
        Assert.Equal("remember me", (string)tail[0]![2]![1]!);
        var found = kernel.Send(new { op = "history", arguments = new { hist_access_type = "search", pattern = "*remember*", n = 5, output = false, raw = true } })["reply"]!["history"]!.AsArray();
        Assert.NotEmpty(found);
    }

    [Fact]
    public void Failed_cell_aborts_what_was_sent_after_it()
    {
        var statuses = kernel.Send(new { op = "burst", codes = new[] { "System.Threading.Thread.Sleep(300); throw new Exception();", "1", "2" } })["statuses"]!.AsArray();
        Assert.Equal(["error", "aborted", "aborted"], statuses.Select(s => (string)s!));
        Assert.Equal("2", kernel.Execute("1 + 1").ResultText);
    }

    [Fact]
    public void Silent_cell_publishes_nothing_and_is_not_counted()
    {
        var before = (int)kernel.Execute("1").Reply["execution_count"]!;
        var silent = new KernelClient.Cell(kernel.Send(new { op = "execute", code = "Console.WriteLine(5); 6", silent = true }));
        Assert.Equal("ok", silent.Status);
        Assert.Empty(silent.Contents("stream").Concat(silent.Contents("execute_result")).Concat(silent.Contents("execute_input")));
        Assert.Equal(before + 1, (int)kernel.Execute("1").Reply["execution_count"]!);
    }

    [Fact]
    public void User_expressions_are_evaluated()
    {
        var cell = new KernelClient.Cell(kernel.Send(new { op = "execute", code = "var e = 5;", user_expressions = new Dictionary<string, string> { ["good"] = "e * 2", ["bad"] = "nothing" } }));
        Assert.Equal("10", (string)cell.Reply["user_expressions"]!["good"]!["data"]!["text/plain"]!);
        Assert.Equal("error", (string)cell.Reply["user_expressions"]!["bad"]!["status"]!);
    }

    [Fact]
    public void Message_with_a_wrong_signature_is_dropped()
    {
        kernel.Send(new { op = "forge", code = "var forged = 1;" });
        Assert.Equal("error", kernel.Execute("forged").Status);
    }

    [Theory]
    [InlineData("execute_request", "{\"code\": 5}")]
    [InlineData("execute_request", "{}")]
    [InlineData("complete_request", "{\"code\": \"x\", \"cursor_pos\": -7}")]
    [InlineData("complete_request", "{\"cursor_pos\": \"much\"}")]
    [InlineData("inspect_request", "{\"code\": \"Console\", \"cursor_pos\": 1000000}")]
    [InlineData("history_request", "{\"hist_access_type\": \"range\", \"session\": \"x\", \"start\": null, \"stop\": []}")]
    [InlineData("no_such_request", "{}")]
    [InlineData("comm_open", "{\"comm_id\": \"c\", \"target_name\": \"nobody\"}")]
    [InlineData("comm_info_request", "{}")]
    public void Strange_requests_leave_the_kernel_alive(string type, string content)
    {
        kernel.Send(new { op = "raw", type, content = System.Text.Json.Nodes.JsonNode.Parse(content) });
        Assert.Equal("2", kernel.Execute("1 + 1").ResultText);
    }

    [Fact]
    public void Comm_without_a_target_is_closed_at_once()
    {
        var outputs = kernel.Send(new { op = "raw", type = "comm_open", content = new { comm_id = "abc", target_name = "nobody", data = new { } } })["outputs"]!.AsArray();
        Assert.Contains(outputs, o => (string?)o!["type"] == "comm_close" && (string?)o["content"]!["comm_id"] == "abc");
    }

    [Theory]
    [InlineData("#!matrx 1 2; 3 4", "#!matrx is no command; did you mean #!matrix?")]
    [InlineData("#!matrix 1 2; 3", "Row 1 has 2 entries and row 2 has 1")]
    [InlineData("#!matrix --feild Q 1 2", "--field")]
    [InlineData("#!latex nowhere", "nowhere")]
    [InlineData("ExactMatrix.Parse(\"1 2; 2 4\").Inverse()", "its rank is 1")]
    [InlineData("ExactMatrix.Parse(\"1 2 3; 3 4 5\") * ExactMatrix.Parse(\"1 2; 3 4\")", "2×3 and 2×2")]
    [InlineData("#r \"nowhere.dll\"", "there is no file")]
    [InlineData("#r \"nuget: No Such Package, 1.0\"", "a package is written")]
    public void Mistake_gets_one_sentence_with_the_facts(string code, string fact)
    {
        var error = kernel.Execute(code).Error!;
        Assert.Contains(fact, (string)error["evalue"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("   at Adjoint", (string)error["evalue"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("at Adjoint.", string.Concat(error["traceback"]!.AsArray().Select(l => (string?)l)), StringComparison.Ordinal);
    }

    private IEnumerable<string> Complete(string code) =>
        kernel.Send(new { op = "complete", arguments = new { code, cursor_pos = code.Length } })["reply"]!["matches"]!.AsArray().Select(m => (string)m!);

    private string Inspect(string code, int position) =>
        (string)kernel.Send(new { op = "inspect", arguments = new { code, cursor_pos = position } })["reply"]!["data"]!["text/plain"]!;
}
