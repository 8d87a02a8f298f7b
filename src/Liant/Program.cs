using Liant;

return await CommandLine.RunAsync(args);
