// The least that a Razor page over one EF query costs: what ./bench web compares the product with. Its one argument is the SQLite file.
using Liant.Bare;
using Microsoft.EntityFrameworkCore;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Logging.ClearProviders();
builder.Services.AddDbContextPool<BareDb>(options => options.UseSqlite($"Data Source={args[0]};Mode=ReadOnly"));
builder.Services.AddRazorPages();
var app = builder.Build();
app.MapRazorPages();
app.Run("http://127.0.0.1:5988");
