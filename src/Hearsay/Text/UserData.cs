namespace Hearsay.Text;

/// <summary>Where a user's own data stand: added places, a codebook laid over the program's.</summary>
public static class UserData
{
    /// <summary>Environment variable that names the user's data folder; without it the system's folder for local application data is used.</summary>
    public const string Variable = "HEARSAY_DATA";

    /// <summary>A folder of the user's data; need not exist.</summary>
    public static string Folder(string name)
    {
        string? chosen = Environment.GetEnvironmentVariable(Variable);
        string root = string.IsNullOrEmpty(chosen) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "hearsay") : chosen;
        return Path.Combine(root, name);
    }
}
