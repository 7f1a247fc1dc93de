namespace Hearsay.Places;

/// <summary>Distances on the sphere.</summary>
public static class Geography
{
    /// <summary>Mean radius of the Earth in kilometres.</summary>
    public const double EarthRadiusKilometres = 6371.0088;

    /// <summary>Great-circle distance in kilometres between two WGS 84 points in degrees.</summary>
    public static double Kilometres(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        const double Radian = Math.PI / 180;
        double x = Math.Sin((latitude2 - latitude1) * Radian / 2);
        double y = Math.Sin((longitude2 - longitude1) * Radian / 2);
        double a = x * x + Math.Cos(latitude1 * Radian) * Math.Cos(latitude2 * Radian) * y * y;
        return 2 * EarthRadiusKilometres * Math.Asin(Math.Min(1, Math.Sqrt(a)));
    }
}
