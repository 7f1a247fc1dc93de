namespace Hearsay.Cli;

/// <summary>Fetches a country file of the GeoNames dump; only ever called because the user asked for it.</summary>
internal static class PlaceDownload
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Writes the zipped country file to <paramref name="path"/>.</summary>
    /// <exception cref="HttpRequestException">The file could not be had; the message says what to do instead.</exception>
    internal static async Task FetchCountryAsync(string country, string path, CancellationToken cancellation)
    {
        var address = new Uri($"https://download.geonames.org/export/dump/{country}.zip");
        using var client = new HttpClient { Timeout = Patience };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Hearsay");
        try
        {
            await using Stream remote = await client.GetStreamAsync(address, cancellation);
            await using FileStream local = File.Create(path);
            await remote.CopyToAsync(local, cancellation);
        }
        catch (HttpRequestException problem)
        {
            throw new HttpRequestException($"{address} could not be fetched ({problem.Message}). Download it elsewhere and run: hearsay places add {country} --from {country}.zip", problem);
        }
    }
}
