using Liant.Bench.Relevance;

return args switch
{
    ["relevance"] => await RelevanceBench.RunAsync(details: false),
    ["relevance", "--details"] => await RelevanceBench.RunAsync(details: true),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("./bench relevance [--details]");
    return 2;
}
