namespace Hearsay.Tests;
public class SkeletonTests { [Fact] public void Span_end_is_exclusive() => Assert.Equal(5, new Hearsay.Text.TextSpan(2, 3).End); }
