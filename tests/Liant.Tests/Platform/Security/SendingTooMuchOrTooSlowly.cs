using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Liant.Tests.World;

namespace Liant.Tests.Platform.Security;

/// <summary>A form that is too long is refused before it is read; who sends it a byte at a time, or never ends its headers, is cut off.</summary>
public sealed class SendingTooMuchOrTooSlowly(SharedHost shared)
{
    [Theory]
    [InlineData("/connexion")]
    [InlineData("/proposer/initiatives")]
    [InlineData("/premier-acces")]
    public async Task A_form_of_three_megabytes_is_a_french_413(string path)
    {
        // The answer comes before the form has left: this client asks first, so that the end of the connection does not reach it before the answer.
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("message", new string('x', 3 * 1024 * 1024))]), Headers = { ExpectContinue = true },
        };
        using var refused = await shared.Visitor.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Contains("trop lourd", (await refused.ReadPageAsync()).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_ten_thousand_fields_is_refused()
    {
        using var form = new FormUrlEncodedContent(Enumerable.Range(0, 10_000).Select(number => KeyValuePair.Create("champ" + number.ToString(CultureInfo.InvariantCulture), "1")));
        using var refused = await shared.Visitor.PostAsync("/connexion", form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Theory]
    [InlineData("POST /connexion HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n")]
    [InlineData("POST /connexion HTTP/1.1\r\nHost: localhost\r\nX-Lent: ")]
    public async Task A_request_that_comes_a_byte_a_second_is_cut(string beginning)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(shared.Host.Address.Host, shared.Host.Address.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), TestContext.Current.CancellationToken);
        var answered = new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken);
        var since = Stopwatch.StartNew();
        // A patient attacker: a minute and a half if nobody stops her.
        while (!answered.IsCompleted && since.Elapsed < TimeSpan.FromSeconds(90))
        {
            try
            {
                await stream.WriteAsync("x"u8.ToArray(), TestContext.Current.CancellationToken);
            }
            catch (IOException)
            {
                break;
            }

            await Task.Delay(1000, TestContext.Current.CancellationToken);
        }

        Assert.True(since.Elapsed < TimeSpan.FromSeconds(60), $"Held for {since.Elapsed}");
        try
        {
            var answer = await answered;
            Assert.True(answer.Length == 0 || answer.Contains(" 408 ", StringComparison.Ordinal) || answer.Contains(" 400 ", StringComparison.Ordinal), answer);
        }
        catch (IOException)
        {
            // Cut without a word.
        }
    }
}
