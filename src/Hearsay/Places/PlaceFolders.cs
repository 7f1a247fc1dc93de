using Hearsay.Text;

namespace Hearsay.Places;

/// <summary>Where gazetteers lie: the built-in one beside the program, added ones in the user's data folder.</summary>
public static class PlaceFolders
{
    private const string Extension = ".hsgaz";

    /// <summary>Folder of the lists and the built-in gazetteer: data/places beside the program.</summary>
    public static string BuiltIn => Path.Combine(AppContext.BaseDirectory, "data", "places");

    /// <summary>Folder of added gazetteers; need not exist.</summary>
    public static string User => UserData.Folder("places");

    /// <summary>Path of an added gazetteer.</summary>
    public static string UserFile(string name) => Path.Combine(User, name + Extension);

    /// <summary>Opens the gazetteer of the world, without the further built-in ones.</summary>
    public static Gazetteer OpenBuiltIn() => Gazetteer.Open(World);

    /// <summary>Opens the gazetteer of the world, then the further built-in ones, then all added ones, each in ordinal order of file name.</summary>
    public static IReadOnlyList<Gazetteer> OpenAll()
    {
        var all = new List<Gazetteer> { OpenBuiltIn() };
        foreach (string folder in (string[])[BuiltIn, User])
        {
            if (!Directory.Exists(folder)) continue;
            string[] files = Directory.GetFiles(folder, "*" + Extension);
            Array.Sort(files, StringComparer.Ordinal);
            foreach (string file in files)
            {
                if (file != World) all.Add(Gazetteer.Open(file));
            }
        }
        return all;
    }

    private static string World => Path.Combine(BuiltIn, "world" + Extension);
}
