using CoinPilot.Values;

namespace CoinPilot.Tests.Values;

public sealed class ValueListTests
{
    private sealed record Holder(ValueList<string> Names);

    [Fact]
    public void Equality_SameItemsInSameOrder_IsByContent()
    {
        ValueList<string> a = ValueList<string>.Of(["x", "y"]), b = ValueList<string>.Empty.Add("x").Add("y");

        Assert.True(a.Equals(b));
        Assert.True(a.Equals((object)b));
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
        Assert.Equal(new Holder(a), new Holder(b));
    }

    [Fact]
    public void Equality_OtherItemsOrderOrLength_IsFalse()
    {
        ValueList<string> a = ValueList<string>.Of(["x", "y"]);

        Assert.False(a.Equals(ValueList<string>.Of(["y", "x"])));
        Assert.False(a.Equals(ValueList<string>.Of(["x"])));
        Assert.False(a.Equals(ValueList<string>.Empty));
        Assert.False(a.Equals((ValueList<string>?)null));
        Assert.False(a.Equals((object)"x"));
        Assert.NotEqual(new Holder(a), new Holder(ValueList<string>.Of(["x", "z"])));
    }

    [Fact]
    public void Put_MatchOrNone_ReplacesInPlaceOrAddsAtTheEnd()
    {
        ValueList<string> list = ValueList<string>.Of(["a1", "b1", "a2"]);

        Assert.Equal(["A", "b1", "a2"], list.Put(x => x[0] == 'a', "A"));
        Assert.Equal(["a1", "b1", "a2", "c1"], list.Put(x => x[0] == 'c', "c1"));
        Assert.Equal(["a1", "b1", "a2"], list);
    }

    [Fact]
    public void Without_Matches_RemovesAllOfThemAndLeavesTheOriginal()
    {
        ValueList<int> list = ValueList<int>.Of([1, 2, 3, 4]);

        Assert.Equal([1, 3], list.Without(x => x % 2 == 0));
        Assert.Equal(4, list.Count);
        Assert.Equal(3, list[2]);
    }

    [Fact]
    public void Of_AnArray_DoesNotSeeItsLaterChanges()
    {
        int[] source = [1, 2];
        ValueList<int> list = ValueList<int>.Of(source);

        source[0] = 9;

        Assert.Equal([1, 2], list);
    }
}
