namespace Pandok.Deidentification.Tests.Text;

/// <summary>Losing too much is a fault too: ordinary sentences and descriptions, own words, must pass unchanged.</summary>
public sealed class OrdinaryTextTests
{
    private static readonly string[] Sentences =
    [
        "No acute cardiopulmonary abnormality.", "The heart is normal in size.", "There is a 6 mm nodule in the right upper lobe.", "Stable small bilateral pleural effusions.", "Mild degenerative changes of the thoracic spine.",
        "Ground glass opacity in the left lower lobe.", "No pneumothorax or pleural effusion.", "Cardiomegaly with pulmonary venous congestion.", "The mediastinum is unremarkable.", "Clinical correlation is recommended.",
        "Follow-up CT in 3 months is advised.", "Compared with the prior study, the mass has increased from 2.1 cm to 3.4 cm.", "Simple cyst in segment VII of the liver.", "No evidence of biliary dilatation.", "The gallbladder contains multiple stones.",
        "Normal appearance of the pancreas and spleen.", "Both kidneys enhance symmetrically.", "A 4 mm calculus in the distal left ureter with mild hydronephrosis.", "The urinary bladder is well distended.", "No free air or free fluid.",
        "Appendix measures 11 mm with periappendiceal fat stranding.", "Findings are consistent with acute appendicitis.", "Small sliding hiatal hernia.", "Diverticulosis without diverticulitis.", "Compression fracture of L1 with 30% loss of height.",
        "Disc protrusion at L4-5 with left foraminal narrowing.", "Cauda equina nerve roots are unremarkable.", "T2 hyperintense lesion in the periventricular white matter.", "No restricted diffusion to suggest acute infarction.", "Old lacunar infarct in the right basal ganglia.",
        "Chronic small vessel ischemic change.", "The ventricles and sulci are prominent for age.", "No midline shift or mass effect.", "Subdural hematoma along the left convexity measuring 8 mm.", "Mucosal thickening of the maxillary sinuses.",
        "Complete tear of the anterior cruciate ligament.", "Horizontal tear of the medial meniscus.", "Baker cyst measuring 3 x 2 cm.", "Rotator cuff tendinosis without tear.", "Hill Sachs deformity of the humeral head.",
        "Colles fracture of the distal radius.", "Osgood Schlatter disease.", "Suspected Hodgkin lymphoma.", "History of Paget disease of bone.", "Crohn disease with terminal ileitis.",
        "Parkinson disease, evaluate for stroke.", "Rule out pulmonary embolism.", "Shortness of breath for two weeks.", "Fever and productive cough.", "History of breast cancer, status post mastectomy.",
        "Chest pain after fall from height.", "Abdominal pain and vomiting since yesterday.", "Known HCC, post TACE.", "Smoker with 30 pack years.", "Hypertension and diabetes mellitus.",
        "Allergic to penicillin.", "Scattered calcified granulomas.", "Coronary artery calcification is moderate.", "Ascending aorta measures 41 mm.", "No aortic dissection.",
        "Filling defect in the right main pulmonary artery.", "Enlarged mediastinal lymph nodes up to 15 mm.", "Hypermetabolic lesion with SUVmax 7.2.", "BI-RADS category 2.", "Scattered fibroglandular densities.",
        "Clustered microcalcifications in the left breast.", "Thyroid nodule in the left lobe, TIRADS 3.", "Normal flow in the portal vein.", "Uterine fibroid measuring 5 cm.", "Enlarged prostate.",
        "ET tube tip is 4 cm above the carina.", "Right internal jugular catheter in place.", "Sternotomy wires are intact.", "Free intraperitoneal air, surgical consultation is recommended.", "Critical result was discussed with the referring physician.",
        "Postoperative change after right hepatectomy.", "Bone marrow signal is normal.", "Gleason 7 cancer of the prostate.", "Fleischner guideline applies.", "Technique: axial images after 100 ml of contrast.",
        "양측 폐야에 활동성 병변 없음.", "우상엽에 6 mm 결절이 관찰됨.", "심장 크기는 정상 범위임.", "흉수나 기흉은 보이지 않음.", "이전 검사와 비교하여 변화 없음.", "좌하엽의 간유리음영, 폐렴 의심.", "정상 흉부 소견.", "추적 검사 권고함.", "3개월 후 추적 CT 권장.", "임상적 상관관계 확인 요망.",
        "간에 낭종이 있음.", "담낭 결석이 관찰됨.", "췌장과 비장은 정상임.", "신장에 이상 소견 없음.", "좌측 요관 결석에 의한 수신증.", "충수염 의심 소견.", "복수는 없음.", "전립선 비대가 있음.", "자궁 근종 의심.", "난소 낭종이 있음.",
        "급성 뇌경색 소견 없음.", "우측 기저핵의 오래된 열공성 경색.", "뇌출혈은 없음.", "경막하 혈종이 관찰됨.", "부비동염 소견.", "요추 4-5번 추간판 탈출증.", "척추 압박골절 의심.", "전방십자인대 파열.", "반월상 연골 손상.", "고관절 골절.",
        "대동맥 박리 소견 없음.", "폐색전증 의심.", "관상동맥 석회화가 있음.", "심낭 삼출은 없음.", "림프절 비대 없음.", "전이 의심.", "유방의 석회화.", "갑상선 결절.", "기침과 가래로 내원함.", "호흡곤란을 주소로 내원.",
        "고혈압, 당뇨 병력 있음.", "흡연력 있음.", "낙상 후 요통.", "교통사고 후 흉통.", "유방암 수술 후 추적 관찰.", "조영제 부작용 없음.", "정밀 검사 필요.", "양성 병변 가능성.", "주변 조직 침윤 없음.", "안정적인 소견.",
    ];

    private static readonly string[] Descriptions =
    [
        "CT CHEST WITHOUT CONTRAST", "CT ABDOMEN PELVIS W CONTRAST", "MRI BRAIN W WO CONTRAST", "Chest PA", "Chest PA and lateral", "KUB", "C-spine 4 views", "L-SPINE AP/LAT", "Both knees standing", "t2_tse_sag_384", "t1_mprage_tra_p2_iso", "ep2d_diff_b0_b1000_ADC", "AX T2 FLAIR FS", "SAG T1 FSE", "COR STIR", "DWI b800",
        "Arterial phase 1.0 B30f", "Portal venous 5.0 mm", "Delayed 3 min", "Lung 1.25mm HRCT", "Bone 0.6 B70s", "Scout", "Topogram 0.6 T20f", "Dose Report", "CTA HEAD NECK", "CTPA", "MIP COR 10mm", "MPR SAG 2.0", "RCC", "L MLO tomosynthesis", "US thyroid", "Abdominal US", "Transvaginal ultrasound", "Carotid Doppler", "LVOT", "A4C cine 2D", "WB PET CT FDG", "PET AC 3D",
        "CT AC 3.75", "Bone scan whole body", "MIBI stress rest SPECT", "LCA RAO 30 CAU 20", "Left coronary angiography", "Cerebral angiography DSA", "흉부 CT 조영", "복부 CT 동맥기", "뇌 MRI 확산강조영상", "요추 측면", "무릎 MRI 우측", "저선량 흉부 CT", "유방촬영 양측", "갑상선 초음파", "관상동맥 CT", "전신 뼈스캔", "심장초음파", "골반 단순촬영",
    ];

    [Fact]
    public void Ordinary_sentences_pass_unchanged() => Compare(Sentences, TextSample.Stranger().Prose);

    [Fact]
    public void Ordinary_descriptions_pass_unchanged() => Compare(Descriptions, TextSample.Stranger().Descriptor);

    private static void Compare(string[] texts, Func<string, Pandok.Dicom.Data.Vr, string?> clean)
    {
        var changed = texts.Select(text => (text, kept: clean(text, Pandok.Dicom.Data.Vr.UT))).Where(pair => pair.kept != pair.text).ToArray();
        Assert.True(changed.Length == 0, $"{changed.Length} of {texts.Length}:\n" + string.Join("\n", changed.Select(pair => $"{pair.text} -> {pair.kept}")));
    }
}
