using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.Jupyter.Scripting;

/// <summary>Injects <see cref="CellGuard"/> calls into a cell. Lines stay where they are; columns may shift, so diagnostics come from the original tree.</summary>
internal sealed class GuardRewriter : CSharpSyntaxRewriter
{
    private const string Guard = "global::Adjoint.Jupyter.Scripting.CellGuard.";
    private static readonly StatementSyntax Poll = SyntaxFactory.ParseStatement(Guard + "Poll();");
    private static readonly StatementSyntax Enter = SyntaxFactory.ParseStatement(Guard + "Enter();");
    private static readonly ExpressionSyntax EnterDelegate = SyntaxFactory.ParseExpression(Guard + "Enter");
    private readonly IReadOnlySet<ExpressionSyntax> delegateCalls;

    private GuardRewriter(IReadOnlySet<ExpressionSyntax> delegateCalls) => this.delegateCalls = delegateCalls;

    /// <summary>The guarded cell.</summary>
    /// <param name="root">The cell.</param>
    /// <param name="model">Asked only if the cell calls a delegate by name inside an expression lambda, the one way to recurse past every statement.</param>
    public static SyntaxNode Rewrite(SyntaxNode root, Func<SemanticModel> model)
    {
        var calls = root.DescendantNodes()
            .OfType<InvocationExpressionSyntax>()
            .Where(call => call.Expression is IdentifierNameSyntax && InExpressionLambda(call))
            .ToList();
        if (calls.Count == 0)
        {
            return new GuardRewriter(new HashSet<ExpressionSyntax>()).Visit(root);
        }

        var semantics = model();
        return new GuardRewriter(calls
            .Where(call => !InExpressionTree(call, semantics))
            .Select(call => call.Expression)
            .Where(callee => semantics.GetSymbolInfo(callee).Symbol is ILocalSymbol or IFieldSymbol or IParameterSymbol or IPropertySymbol
                && semantics.GetTypeInfo(callee).Type is { TypeKind: TypeKind.Delegate, IsRefLikeType: false })
            .ToHashSet()).Visit(root);
    }

    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        var visited = (InvocationExpressionSyntax)base.VisitInvocationExpression(node)!;
        return delegateCalls.Contains(node.Expression)
            ? visited.WithExpression(SyntaxFactory.InvocationExpression(
                EnterDelegate.WithLeadingTrivia(visited.Expression.GetLeadingTrivia()),
                SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(visited.Expression.WithoutTrivia())))))
            : visited;
    }

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node) =>
        ((WhileStatementSyntax)base.VisitWhileStatement(node)!) is var loop ? loop.WithStatement(Guarded(loop.Statement, Poll)) : null;

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node) =>
        ((DoStatementSyntax)base.VisitDoStatement(node)!) is var loop ? loop.WithStatement(Guarded(loop.Statement, Poll)) : null;

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node) =>
        ((ForStatementSyntax)base.VisitForStatement(node)!) is var loop ? loop.WithStatement(Guarded(loop.Statement, Poll)) : null;

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node) =>
        ((ForEachStatementSyntax)base.VisitForEachStatement(node)!) is var loop ? loop.WithStatement(Guarded(loop.Statement, Poll)) : null;

    public override SyntaxNode? VisitForEachVariableStatement(ForEachVariableStatementSyntax node) =>
        ((ForEachVariableStatementSyntax)base.VisitForEachVariableStatement(node)!) is var loop ? loop.WithStatement(Guarded(loop.Statement, Poll)) : null;

    public override SyntaxNode? VisitLabeledStatement(LabeledStatementSyntax node)
    {
        var labelled = (LabeledStatementSyntax)base.VisitLabeledStatement(node)!;
        return labelled.Statement is LocalDeclarationStatementSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax
            ? labelled
            : labelled.WithStatement(Guarded(labelled.Statement, Poll));
    }

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var method = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        var (body, arrow) = Entered(method.Body, method.ExpressionBody, ReturnsNothing(method.ReturnType, method.Modifiers));
        return method.WithBody(body).WithExpressionBody(arrow).WithSemicolonToken(Semicolon(method.SemicolonToken, body));
    }

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        var function = (LocalFunctionStatementSyntax)base.VisitLocalFunctionStatement(node)!;
        var (body, arrow) = Entered(function.Body, function.ExpressionBody, ReturnsNothing(function.ReturnType, function.Modifiers));
        return function.WithBody(body).WithExpressionBody(arrow).WithSemicolonToken(Semicolon(function.SemicolonToken, body));
    }

    public override SyntaxNode? VisitOperatorDeclaration(OperatorDeclarationSyntax node)
    {
        var method = (OperatorDeclarationSyntax)base.VisitOperatorDeclaration(node)!;
        var (body, arrow) = Entered(method.Body, method.ExpressionBody, ReturnsNothing(method.ReturnType, method.Modifiers));
        return method.WithBody(body).WithExpressionBody(arrow).WithSemicolonToken(Semicolon(method.SemicolonToken, body));
    }

    public override SyntaxNode? VisitConversionOperatorDeclaration(ConversionOperatorDeclarationSyntax node)
    {
        var method = (ConversionOperatorDeclarationSyntax)base.VisitConversionOperatorDeclaration(node)!;
        var (body, arrow) = Entered(method.Body, method.ExpressionBody, returnsNothing: false);
        return method.WithBody(body).WithExpressionBody(arrow).WithSemicolonToken(Semicolon(method.SemicolonToken, body));
    }

    public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
        var method = (ConstructorDeclarationSyntax)base.VisitConstructorDeclaration(node)!;
        var (body, arrow) = Entered(method.Body, method.ExpressionBody, returnsNothing: true);
        return method.WithBody(body).WithExpressionBody(arrow).WithSemicolonToken(Semicolon(method.SemicolonToken, body));
    }

    public override SyntaxNode? VisitAccessorDeclaration(AccessorDeclarationSyntax node)
    {
        var accessor = (AccessorDeclarationSyntax)base.VisitAccessorDeclaration(node)!;
        var (body, arrow) = Entered(accessor.Body, accessor.ExpressionBody, returnsNothing: !accessor.IsKind(SyntaxKind.GetAccessorDeclaration));
        return accessor.WithBody(body).WithExpressionBody(arrow).WithSemicolonToken(Semicolon(accessor.SemicolonToken, body));
    }

    public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        var property = (PropertyDeclarationSyntax)base.VisitPropertyDeclaration(node)!;
        return property.ExpressionBody is { } arrow && property.Initializer is null
            ? property.WithExpressionBody(null).WithSemicolonToken(default).WithAccessorList(Getter(arrow, property.SemicolonToken))
            : property;
    }

    public override SyntaxNode? VisitIndexerDeclaration(IndexerDeclarationSyntax node)
    {
        var indexer = (IndexerDeclarationSyntax)base.VisitIndexerDeclaration(node)!;
        return indexer.ExpressionBody is { } arrow
            ? indexer.WithExpressionBody(null).WithSemicolonToken(default).WithAccessorList(Getter(arrow, indexer.SemicolonToken))
            : indexer;
    }

    public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node)
    {
        var lambda = (ParenthesizedLambdaExpressionSyntax)base.VisitParenthesizedLambdaExpression(node)!;
        return lambda.Block is { } block ? lambda.WithBlock(Prefixed(block, Enter)) : lambda;
    }

    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node)
    {
        var lambda = (SimpleLambdaExpressionSyntax)base.VisitSimpleLambdaExpression(node)!;
        return lambda.Block is { } block ? lambda.WithBlock(Prefixed(block, Enter)) : lambda;
    }

    public override SyntaxNode? VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node)
    {
        var method = (AnonymousMethodExpressionSyntax)base.VisitAnonymousMethodExpression(node)!;
        return method.WithBlock(Prefixed(method.Block, Enter));
    }

    private static bool InExpressionLambda(SyntaxNode node) =>
        node.Ancestors().OfType<LambdaExpressionSyntax>().Any(lambda => lambda.ExpressionBody is not null);

    private static bool InExpressionTree(SyntaxNode node, SemanticModel model) => node.Ancestors().Any(ancestor =>
        ancestor is LambdaExpressionSyntax lambda
            && model.GetTypeInfo(lambda).ConvertedType is { Name: "Expression", ContainingNamespace.Name: "Expressions" });

    private static (BlockSyntax? Body, ArrowExpressionClauseSyntax? Arrow) Entered(
        BlockSyntax? body, ArrowExpressionClauseSyntax? arrow, bool returnsNothing) => (body, arrow) switch
        {
            ({ } block, _) => (Prefixed(block, Enter), arrow),
            (_, { } clause) => (Block(clause, returnsNothing), null),
            _ => (null, null),
        };

    private static BlockSyntax Block(ArrowExpressionClauseSyntax arrow, bool returnsNothing) => SyntaxFactory.Block(
        SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithTrailingTrivia(arrow.ArrowToken.TrailingTrivia),
        SyntaxFactory.List([Enter, Statement(arrow.Expression, returnsNothing)]),
        SyntaxFactory.Token(SyntaxKind.CloseBraceToken));

    private static StatementSyntax Statement(ExpressionSyntax expression, bool returnsNothing) => expression switch
    {
        ThrowExpressionSyntax thrown => SyntaxFactory.ThrowStatement(thrown.ThrowKeyword, thrown.Expression, SyntaxFactory.Token(SyntaxKind.SemicolonToken)),
        _ when returnsNothing => SyntaxFactory.ExpressionStatement(expression),
        _ => SyntaxFactory.ReturnStatement(
            SyntaxFactory.Token(SyntaxKind.ReturnKeyword).WithTrailingTrivia(SyntaxFactory.Space),
            expression,
            SyntaxFactory.Token(SyntaxKind.SemicolonToken)),
    };

    private static AccessorListSyntax Getter(ArrowExpressionClauseSyntax arrow, SyntaxToken semicolon) => SyntaxFactory.AccessorList(
        SyntaxFactory.Token(SyntaxKind.OpenBraceToken),
        SyntaxFactory.SingletonList(SyntaxFactory.AccessorDeclaration(SyntaxKind.GetAccessorDeclaration, Block(arrow, returnsNothing: false))),
        SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithTrailingTrivia(semicolon.TrailingTrivia));

    // The line break after an expression body's semicolon must stay, or every later line would move up.
    private static SyntaxToken Semicolon(SyntaxToken semicolon, BlockSyntax? body) => body is null || !semicolon.IsKind(SyntaxKind.SemicolonToken)
        ? semicolon
        : SyntaxFactory.MissingToken(SyntaxKind.SemicolonToken).WithTriviaFrom(semicolon);

    private static bool ReturnsNothing(TypeSyntax type, SyntaxTokenList modifiers) =>
        type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
        || (modifiers.Any(SyntaxKind.AsyncKeyword) && type is not GenericNameSyntax && type is not QualifiedNameSyntax { Right: GenericNameSyntax });

    private static StatementSyntax Guarded(StatementSyntax statement, StatementSyntax guard) => statement is BlockSyntax block
        ? Prefixed(block, guard)
        : SyntaxFactory.Block(guard, statement);

    private static BlockSyntax Prefixed(BlockSyntax block, StatementSyntax guard) => block.WithStatements(block.Statements.Insert(0, guard));
}
