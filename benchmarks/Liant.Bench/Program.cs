using System.Globalization;
using Liant.Bench.Directories;
using Liant.Bench.Importing;
using Liant.Bench.Mapping;
using Liant.Bench.Pages;
using Liant.Bench.Reading;
using Liant.Bench.Relevance;
using Liant.Bench.Searching;

return args switch
{
    ["relevance"] => await RelevanceBench.RunAsync(details: false),
    ["relevance", "--details"] => await RelevanceBench.RunAsync(details: true),
    ["index", .. var options] => await IndexBench.RunAsync(Number(options, "--rows", 1_000_000)),
    ["search", .. var options] => await SearchBench.RunAsync(Number(options, "--rows", 1_000_000), Number(options, "--queries", 600), Text(options, "--csv"), Text(options, "--query-file")),
    ["directory", var file, .. var options] => await DirectoryFile.WriteAsync(file, Number(options, "--rows", 1_000_000)),
    ["map", .. var options] => await MapBench.RunAsync(Number(options, "--rows", 1_000_000), Number(options, "--tiles", 40), Text(options, "--csv"), Text(options, "--query-file")),
    ["web", .. var options] => await WebBench.RunAsync(Number(options, "--rows", 1_000_000), Text(options, "--csv"), Text(options, "--query-file")),
    ["import", .. var options] => await ImportBench.RunAsync(Number(options, "--rows", 1_000_000), Number(options, "--kills", 0)),
    ["batch", .. var options] => await BatchBench.RunAsync(Number(options, "--documents", 2000), Number(options, "--pdfs", 100)),
    ["reading", .. var options] => await ReadingBench.RunAsync(options.Contains("--renamed"), options.Contains("--details"), Text(options, "--gold"), Text(options, "--texts")),
    _ => Usage(),
};

static int Number(string[] options, string name, int otherwise) =>
    Array.IndexOf(options, name) is >= 0 and var at && at + 1 < options.Length ? int.Parse(options[at + 1], CultureInfo.InvariantCulture) : otherwise;

static string? Text(string[] options, string name) => Array.IndexOf(options, name) is >= 0 and var at && at + 1 < options.Length ? options[at + 1] : null;

static int Usage()
{
    Console.Error.WriteLine("./bench batch [--documents 2000] [--pdfs 100]\n./bench directory FILE [--rows 1000000]\n./bench relevance [--details]\n./bench import [--rows 1000000] [--kills 20]\n./bench index [--rows 1000000]\n./bench search [--rows 1000000] [--queries 600] [--csv FILE] [--query-file FILE]\n./bench map [--rows 1000000] [--tiles 40] [--csv FILE] [--query-file FILE]\n./bench web [--rows 1000000] [--csv FILE] [--query-file FILE]\n./bench reading [--renamed] [--details] [--gold FOLDER --texts FOLDER]");
    return 2;
}
