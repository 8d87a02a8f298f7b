namespace Liant.Platform.Text;

/// <summary>Small words that change with the name they stand before.</summary>
public static class French
{
    /// <summary>"d’Annecy", "du Mans", "des Mureaux", "de La Rochelle", "de Langon".</summary>
    public static string Of(string name) => name switch
    {
        ['L', 'e', ' ', ..] => "du " + name[3..],
        ['L', 'e', 's', ' ', ..] => "des " + name[4..],
        [var first, ..] when "aeiouyh".Contains(Fold.Words(first.ToString()) is [var letter, ..] ? letter : ' ', StringComparison.Ordinal) => "d’" + name,
        _ => "de " + name,
    };
}
