using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;

namespace Liant.Platform.Text;

/// <summary>
/// Every text that a page takes, without the characters that no keyboard types: PostgreSQL refuses NUL, UTF-8 half a character, XML other control characters; behind marks that turn the direction of writing a name can hide. They come with a paste from a PDF or from a program that
/// tries; the text around them is kept.
/// </summary>
internal sealed class WritableText : IModelBinderProvider
{
    public IModelBinder? GetBinder(ModelBinderProviderContext context) => context.Metadata.ModelType == typeof(string) ? new Binder(new SimpleTypeModelBinder(typeof(string), context.Services.GetRequiredService<ILoggerFactory>())) : null;

    private sealed class Binder(IModelBinder framework) : IModelBinder
    {
        public async Task BindModelAsync(ModelBindingContext bindingContext)
        {
            await framework.BindModelAsync(bindingContext);
            if (bindingContext.Result is { IsModelSet: true, Model: string typed } && Fold.Visible(XmlCharacters.Holdable(typed)) is var text && text.Length < typed.Length)
            {
                bindingContext.Result = ModelBindingResult.Success(text);
            }
        }
    }
}
